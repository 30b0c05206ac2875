package io.ncsn.report;

import io.ncsn.evaluate.Histogram;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import io.ncsn.evaluate.mixed.Views.LevelShare;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.icepear.echarts.Option;
import org.icepear.echarts.charts.bar.BarSeries;
import org.icepear.echarts.charts.heatmap.HeatmapSeries;
import org.icepear.echarts.charts.line.LineAreaStyle;
import org.icepear.echarts.charts.line.LineSeries;
import org.icepear.echarts.components.coord.cartesian.CategoryAxis;
import org.icepear.echarts.components.coord.cartesian.LogAxis;
import org.icepear.echarts.components.coord.cartesian.TimeAxis;
import org.icepear.echarts.components.coord.cartesian.ValueAxis;
import org.icepear.echarts.components.grid.Grid;
import org.icepear.echarts.components.visualMap.ContinousVisualMap;

/** Charts of mixed tables: bars of levels, histograms of numbers and dates, maps of pairs. */
final class MixedCharts {
  /** Below this share a level's bar cannot be seen on an even scale. */
  private static final double RARE = 0.02;

  private static final int OF_ROWS = 100_000;

  /** With more names, an axis has room for small letters only. */
  private static final int MANY = 20;

  private static final String[] ERRORS = {"#e2f1f1", "#0f8b8d", "#b4530a"};
  private static final String[] SIGNED = {"#b4530a", "#cbd5e1", "#0b6567"};

  private MixedCharts() {}

  /** The names of the two tables that a chart compares. */
  record Tables(String first, String second) {
    static final Tables SAMPLES = new Tables("real", "sampled");
    static final Tables DRIFT = new Tables("then", "now");
  }

  /** Whether the bars need a logarithmic scale. */
  static boolean isLogarithmic(List<LevelShare> levels) {
    return levels.stream().anyMatch(level -> level.real() > 0 && level.real() < RARE);
  }

  /**
   * Bars of the shares in two tables, the most frequent level at the top. Bars on a logarithmic
   * axis begin at 1, so there they are of rows among {@value #OF_ROWS}.
   */
  static Option bars(List<LevelShare> levels, Tables tables) {
    boolean log = isLogarithmic(levels);
    double unit = log ? OF_ROWS : 1;
    return ChartSheet.plot("axis")
        .setGrid(new Grid().setLeft(4).setRight(30).setTop(4).setBottom(4).setContainLabel(true))
        .setYAxis(
            ChartSheet.categories(levels.stream().map(LevelShare::level).toArray())
                .setInverse(true)
                .setAxisLabel(Map.of("width", 140, "overflow", "truncate", "interval", 0)))
        .setXAxis(log ? new LogAxis().setMin(1) : new ValueAxis().setSplitNumber(3))
        .setSeries(
            new BarSeries[] {
              bar(
                  tables.first(),
                  levels.stream().map(LevelShare::real).toList(),
                  unit,
                  ChartSheet.REAL_COLOUR),
              bar(
                  tables.second(),
                  levels.stream().map(LevelShare::sampled).toList(),
                  unit,
                  ChartSheet.SAMPLE_COLOUR)
            });
  }

  private static BarSeries bar(String name, List<Double> shares, double unit, String colour) {
    return new BarSeries()
        .setName(name)
        .setColor(colour)
        .setBarGap("0%")
        .setData(
            shares.stream().map(s -> s > 0 ? ChartSheet.finiteOrGap(unit * s) : null).toArray());
  }

  /**
   * A histogram.
   *
   * @param milliseconds milliseconds of a unit of time; 0 for numbers
   */
  static Option histogram(Histogram histogram, double milliseconds, Tables tables) {
    double[] edges = histogram.edges();
    boolean time = milliseconds > 0;
    double unit = time ? milliseconds : 1;
    return ChartSheet.plot("axis")
        .setGrid(new Grid().setLeft(4).setRight(16).setTop(8).setBottom(4).setContainLabel(true))
        .setXAxis(time ? new TimeAxis().setSplitNumber(3) : ChartSheet.between(edges))
        .setYAxis(new ValueAxis().setSplitNumber(3).setAxisLine(ChartSheet.atTheEdge()))
        .setSeries(
            new LineSeries[] {
              steps(tables.first(), edges, histogram.real(), unit, ChartSheet.REAL_COLOUR)
                  .setAreaStyle(new LineAreaStyle().setOpacity(0.25)),
              steps(tables.second(), edges, histogram.sampled(), unit, ChartSheet.SAMPLE_COLOUR)
            });
  }

  private static LineSeries steps(
      String name, double[] edges, double[] shares, double unit, String colour) {
    Number[][] points = new Number[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      points[i] =
          new Number[] {
            unit == 1 ? Numbers.rounded(edges[i]) : (Number) Math.round(edges[i] * unit),
            ChartSheet.finiteOrGap(shares[Math.min(i, shares.length - 1)])
          };
    }
    return new LineSeries()
        .setName(name)
        .setStep("end")
        .setShowSymbol(false)
        .setColor(colour)
        .setData((Object[]) points);
  }

  /** Errors of all pairs of some columns. */
  static Option errors(List<String> names, List<PairTrend> pairs) {
    List<Number[]> cells = new ArrayList<>();
    double most = 0.01;
    for (PairTrend pair : pairs) {
      int i = names.indexOf(pair.first());
      int j = names.indexOf(pair.second());
      if (i >= 0 && j >= 0) {
        double error = Numbers.rounded(pair.trainingBins().value(), 3);
        most = Math.max(most, error);
        cells.add(new Number[] {i, j, error});
        cells.add(new Number[] {j, i, error});
      }
    }
    return map(names, names, cells, 0, most, ERRORS);
  }

  /** Shares, or their differences, of the cells of two columns. */
  static Option shares(
      List<String> x, List<String> y, double[][] shares, double most, boolean isDifference) {
    List<Number[]> cells = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < shares[i].length; j++) {
        cells.add(new Number[] {j, i, Math.round(shares[i][j] * 1e5) / 1e5});
      }
    }
    return map(x, y, cells, isDifference ? -most : 0, most, isDifference ? SIGNED : ERRORS);
  }

  private static Option map(
      List<String> x,
      List<String> y,
      List<Number[]> cells,
      double least,
      double most,
      String[] colours) {
    return ChartSheet.plot("item")
        .setGrid(new Grid().setLeft(4).setRight(8).setTop(4).setBottom(44).setContainLabel(true))
        .setXAxis(axis(x, 45))
        .setYAxis(axis(y, 0).setInverse(true))
        .setVisualMap(
            new ContinousVisualMap[] {
              new ContinousVisualMap()
                  .setMin(least)
                  .setMax(most)
                  .setCalculable(false)
                  .setOrient("horizontal")
                  .setLeft("center")
                  .setBottom(0)
                  .setItemWidth(10)
                  .setText(new String[] {Numbers.shortText(most), Numbers.shortText(least)})
                  .setTarget(Map.of("inRange", Map.of("color", colours)))
                  .setController(Map.of("inRange", Map.of("color", colours)))
            })
        .setSeries(
            new HeatmapSeries()
                .setProgressive(0) // all cells at once: a picture of the page shows them all
                .setData((Object) cells.toArray(Number[][]::new)));
  }

  /** An axis whose labels keep both ends of long names: the page's script shortens them. */
  private static CategoryAxis axis(List<String> names, int degrees) {
    boolean many = names.size() > MANY;
    return ChartSheet.categories(names.toArray())
        .setAxisLabel(
            Map.of(
                "rotate",
                degrees,
                "width",
                120,
                "overflow",
                "truncate",
                "interval",
                0,
                "fontSize",
                many ? 9 : 11));
  }
}
