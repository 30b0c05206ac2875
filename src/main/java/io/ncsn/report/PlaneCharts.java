package io.ncsn.report;

import io.ncsn.report.ReportInputs.Plane;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.icepear.echarts.Option;
import org.icepear.echarts.charts.scatter.ScatterSeries;
import org.icepear.echarts.components.coord.cartesian.ValueAxis;
import org.icepear.echarts.components.grid.Grid;
import org.icepear.echarts.components.series.ItemStyle;

/**
 * Square charts of data of two columns. The page fills in what changes from frame to frame: series
 * {@value #ARROWS}, {@value #MOVING}, and the picture behind them.
 */
final class PlaneCharts {
  static final String ARROWS = "arrows";
  static final String MOVING = "moving";

  /** Points of one cloud. */
  private static final int POINTS = 3000;

  private PlaneCharts() {}

  /** Samples over real points. */
  static String points(ChartSheet sheet, Plane plane) {
    return sheet.add(
        axes(plane)
            .setLegend(ChartSheet.legend())
            .setSeries(
                new ScatterSeries[] {
                  cloud("real", plane.real(), ChartSheet.REAL_COLOUR),
                  cloud("sampled", plane.samples(), ChartSheet.SAMPLE_COLOUR)
                }));
  }

  /** Real points alone. */
  static String real(ChartSheet sheet, Plane plane) {
    return sheet.add(
        axes(plane)
            .setSeries(new ScatterSeries[] {cloud("real", plane.real(), ChartSheet.REAL_COLOUR)}));
  }

  /** For arrows over a picture. */
  static String field(ChartSheet sheet, Plane plane) {
    return sheet.add(
        axes(plane)
            .setSeries(
                new ScatterSeries[] {
                  empty(ARROWS, "score")
                      .setSymbol("path://M-1,10 L1,10 L1,-4 L4,-4 L0,-10 L-4,-4 L-1,-4 Z")
                      .setColor("#1e293b")
                }));
  }

  /** For moving points over a picture. */
  static String moving(ChartSheet sheet, Plane plane) {
    return sheet.add(
        axes(plane)
            .setSeries(
                new ScatterSeries[] {empty(MOVING, "chain").setSymbolSize(6).setColor("#b45309")}));
  }

  /** For a picture alone. */
  static String picture(ChartSheet sheet, Plane plane) {
    return sheet.add(axes(plane).setSeries(new ScatterSeries[] {empty(MOVING, "none")}));
  }

  private static ScatterSeries empty(String id, String name) {
    return new ScatterSeries()
        .setId(id)
        .setName(name)
        .setSilent(true)
        .setZ(3)
        .setData(new Number[0][]);
  }

  private static Option axes(Plane plane) {
    double[] extent = Arrays.stream(plane.extent()).map(Numbers::rounded).toArray();
    return ChartSheet.plot("item")
        .setGrid(new Grid().setLeft(52).setRight(16).setTop(10).setBottom(40))
        .setXAxis(axis(plane.xName(), extent[0], extent[2]))
        .setYAxis(axis(plane.yName(), extent[1], extent[3]).setNameGap(36));
  }

  private static ValueAxis axis(String name, double least, double greatest) {
    return ChartSheet.valueAxis(name)
        .setAxisLine(ChartSheet.atTheEdge())
        .setMin(least)
        .setMax(greatest)
        .setAxisLabel(Map.of("showMinLabel", false, "showMaxLabel", false));
  }

  private static ScatterSeries cloud(String name, List<double[]> points, String colour) {
    return new ScatterSeries()
        .setName(name)
        .setSymbolSize(3)
        .setColor(colour)
        .setItemStyle(new ItemStyle().setOpacity(0.5))
        .setData(
            points.stream()
                .limit(POINTS)
                .map(point -> ChartSheet.point(point[0], point[1]))
                .toArray(Number[][]::new));
  }
}
