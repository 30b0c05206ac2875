package io.ncsn.report;

import io.ncsn.evaluate.ColumnComparison;
import io.ncsn.evaluate.Correlations;
import io.ncsn.evaluate.Histogram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.icepear.echarts.Option;
import org.icepear.echarts.charts.heatmap.HeatmapSeries;
import org.icepear.echarts.charts.line.LineAreaStyle;
import org.icepear.echarts.charts.line.LineSeries;
import org.icepear.echarts.components.coord.cartesian.CategoryAxis;
import org.icepear.echarts.components.coord.cartesian.ValueAxis;
import org.icepear.echarts.components.grid.Grid;
import org.icepear.echarts.components.visualMap.ContinousVisualMap;

/** Marginals and correlations, real against sampled. */
final class ColumnCharts {
  /** Marginals that are drawn: the worst ones. */
  static final int MARGINALS = 24;

  /** From −1 over 0 to 1. */
  private static final String[] COLOURS = {"#b4530a", "#f8fafc", "#0b6567"};

  private ColumnCharts() {}

  /** One chart a column, at most {@value #MARGINALS}, those of the greatest KS distance first. */
  static List<Map<String, Object>> marginals(ChartSheet sheet, List<ColumnComparison> columns) {
    List<Map<String, Object>> charts = new ArrayList<>();
    columns.stream()
        .sorted(Comparator.comparingDouble(ColumnComparison::ks).reversed())
        .limit(MARGINALS)
        .forEach(
            column ->
                charts.add(
                    Map.of(
                        "id", sheet.add(marginal(column.histogram())),
                        "name", column.name(),
                        "ks", Numbers.text(column.ks()),
                        "floor", Numbers.text(column.ksFloor()))));
    return charts;
  }

  /** Real, sampled and difference, side by side. */
  static List<Map<String, Object>> correlations(ChartSheet sheet, Correlations correlations) {
    double[][] difference = new double[correlations.real().length][];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = new double[difference.length];
      for (int j = 0; j < difference.length; j++) {
        difference[i][j] = correlations.sampled()[i][j] - correlations.real()[i][j];
      }
    }
    List<String> names = correlations.columns();
    return List.of(
        Map.of("name", "Real", "id", sheet.add(heatmap(names, correlations.real()))),
        Map.of("name", "Sampled", "id", sheet.add(heatmap(names, correlations.sampled()))),
        Map.of("name", "Sampled − real", "id", sheet.add(heatmap(names, difference))));
  }

  private static Option marginal(Histogram histogram) {
    return ChartSheet.plot("axis")
        .setGrid(new Grid().setLeft(4).setRight(12).setTop(8).setBottom(4).setContainLabel(true))
        .setXAxis(ChartSheet.between(histogram.edges()))
        .setYAxis(new ValueAxis().setSplitNumber(3).setAxisLine(ChartSheet.atTheEdge()))
        .setSeries(
            new LineSeries[] {
              steps("real", histogram.edges(), histogram.real(), ChartSheet.REAL_COLOUR)
                  .setAreaStyle(new LineAreaStyle().setOpacity(0.25)),
              steps("sampled", histogram.edges(), histogram.sampled(), ChartSheet.SAMPLE_COLOUR)
            });
  }

  private static LineSeries steps(String name, double[] edges, double[] shares, String colour) {
    Number[][] points = new Number[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      points[i] = ChartSheet.point(edges[i], shares[Math.min(i, shares.length - 1)]);
    }
    return new LineSeries()
        .setName(name)
        .setStep("end")
        .setShowSymbol(false)
        .setColor(colour)
        .setData((Object[]) points);
  }

  private static Option heatmap(List<String> names, double[][] values) {
    List<Number[]> cells = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        cells.add(new Number[] {j, i, Math.round(values[i][j] * 1000) / 1000.0});
      }
    }
    boolean named = names.size() <= 16;
    return ChartSheet.plot("item")
        .setGrid(new Grid().setLeft(4).setRight(8).setTop(4).setBottom(44).setContainLabel(named))
        .setXAxis(axis(names, named, named && isLong(names) ? 40 : 0))
        .setYAxis(axis(names, named, 0).setInverse(true))
        .setVisualMap(
            new ContinousVisualMap[] {
              new ContinousVisualMap()
                  .setMin(-1)
                  .setMax(1)
                  .setCalculable(false)
                  .setOrient("horizontal")
                  .setLeft("center")
                  .setBottom(0)
                  .setItemWidth(10)
                  .setText(new String[] {"1", "−1"})
                  .setTarget(Map.of("inRange", Map.of("color", COLOURS)))
                  .setController(Map.of("inRange", Map.of("color", COLOURS)))
            })
        .setSeries(
            new HeatmapSeries()
                .setProgressive(0) // all cells at once: a picture of the page shows them all
                .setData((Object) cells.toArray(Number[][]::new)));
  }

  /** Whether the names, side by side, would cover each other. */
  private static boolean isLong(List<String> names) {
    return names.stream().mapToInt(String::length).sum() > 24;
  }

  private static CategoryAxis axis(List<String> names, boolean named, int degrees) {
    return ChartSheet.categories(names.toArray())
        .setShow(named)
        .setAxisLabel(
            Map.of("rotate", degrees, "width", 80, "overflow", "truncate", "interval", 0));
  }
}
