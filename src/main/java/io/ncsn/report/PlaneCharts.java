package io.ncsn.report;

import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.report.ReportInputs.ScoreField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.icepear.echarts.Option;
import org.icepear.echarts.charts.scatter.ScatterSeries;
import org.icepear.echarts.components.grid.Grid;
import org.icepear.echarts.components.series.ItemStyle;

/** Data of two columns: the points, and the score field through the noise levels. */
final class PlaneCharts {
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

  /** Real points, below arrows that the page fills in for the chosen noise level. */
  static String field(ChartSheet sheet, Plane plane) {
    return sheet.add(
        axes(plane)
            .setSeries(
                new ScatterSeries[] {
                  cloud("real", plane.real(), "#94a3b8"),
                  new ScatterSeries()
                      .setName("score")
                      .setSymbol("path://M-2,10 L2,10 L2,-2 L6,-2 L0,-10 L-6,-2 L-2,-2 Z")
                      .setColor(ChartSheet.SAMPLE_COLOUR)
                      .setSilent(true)
                      .setData(new Number[0][])
                }));
  }

  /** One frame a noise level: its name and arrows [x, y, degrees, pixels]. */
  static String frames(Plane plane) {
    List<Map<String, Object>> frames = new ArrayList<>();
    for (ScoreField field : plane.fields()) {
      frames.add(Map.of("sigma", "σ = " + Numbers.text(field.sigma()), "arrows", arrows(field)));
    }
    return Json.inScript(frames);
  }

  private static List<double[]> arrows(ScoreField field) {
    double greatest = 0;
    for (double[] score : field.scores()) {
      greatest = Math.max(greatest, finite(Math.hypot(score[0], score[1])));
    }
    List<double[]> arrows = new ArrayList<>();
    for (int i = 0; i < field.points().size(); i++) {
      double[] point = field.points().get(i);
      double[] score = field.scores().get(i);
      double length = Math.hypot(score[0], score[1]);
      if (Double.isFinite(length) && greatest > 0) {
        double degrees = Math.toDegrees(Math.atan2(score[1], score[0])) - 90;
        double pixels = 5 + 15 * Math.sqrt(length / greatest);
        arrows.add(
            new double[] {
              Numbers.rounded(point[0]),
              Numbers.rounded(point[1]),
              Math.round(degrees),
              Math.round(pixels)
            });
      }
    }
    return arrows;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static Option axes(Plane plane) {
    return ChartSheet.plot("item")
        .setGrid(new Grid().setLeft(32).setRight(24).setTop(40).setBottom(28).setContainLabel(true))
        .setXAxis(ChartSheet.valueAxis(plane.xName()).setAxisLine(ChartSheet.atTheEdge()))
        .setYAxis(ChartSheet.valueAxis(plane.yName()).setAxisLine(ChartSheet.atTheEdge()));
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
