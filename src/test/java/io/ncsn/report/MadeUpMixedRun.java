package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.Histogram;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.Coverage;
import io.ncsn.evaluate.mixed.Detection;
import io.ncsn.evaluate.mixed.Judged;
import io.ncsn.evaluate.mixed.MixedColumn;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.evaluate.mixed.MixedMeasures;
import io.ncsn.evaluate.mixed.MixedMeasures.RowCounts;
import io.ncsn.evaluate.mixed.Privacy;
import io.ncsn.evaluate.mixed.Shape;
import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import io.ncsn.evaluate.mixed.Trend;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import io.ncsn.evaluate.mixed.Utility;
import io.ncsn.evaluate.mixed.Views;
import io.ncsn.evaluate.mixed.Views.Axis;
import io.ncsn.evaluate.mixed.Views.CategoryView;
import io.ncsn.evaluate.mixed.Views.LevelShare;
import io.ncsn.evaluate.mixed.Views.NumberView;
import io.ncsn.evaluate.mixed.Views.PairView;
import io.ncsn.evaluate.mixed.Views.RareLevels;
import io.ncsn.report.ReportInputs.BadRows;
import io.ncsn.report.ReportInputs.PlannedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Inputs of a report of a mixed table; every third column is a category, the others are dates. */
final class MadeUpMixedRun {
  private static final int DRAWN = 24;
  private static final int PAIRS = 6;

  private MadeUpMixedRun() {}

  /** A report of so many columns, at least 3, with {@code text} wherever data can hold text. */
  static ReportInputs of(int columns, String text) {
    List<ColumnShape> shapes = new ArrayList<>();
    List<PlannedColumn> plan = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      String name = "column " + j + text;
      MixedColumn column = isCategory(j) ? MixedColumn.category(name) : MixedColumn.number(name);
      shapes.add(new ColumnShape(column, judged(0.03 / (j + 1)), j % 2 * 0.1, j % 2 * 0.11));
      String kind = isCategory(j) ? "category" : "date";
      plan.add(new PlannedColumn(name, "string", kind, "text", "17 levels", "–", "–", "17"));
    }
    MixedMeasures measures = measures(shapes, pairs(shapes), text);
    return new ReportInputs(
        "Made-up mixed run " + text,
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty(),
        Optional.of(
            new MixedEvaluation(
                List.of(
                    new Metric(Measure.SHAPE, 0.005, OptionalDouble.of(0.01)),
                    new Metric(Measure.UTILITY_AUC, 0.91, OptionalDouble.of(0.92)),
                    new Metric(Measure.EXACT_COPIES, 0, OptionalDouble.of(0))),
                measures)),
        new BadRows("fail", 10_007, Map.of(), List.of()),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        plan,
        List.of());
  }

  static int charts(int columns) {
    return Math.min(DRAWN, columns) + 1 + 2 * PAIRS;
  }

  private static boolean isCategory(int column) {
    return column % 3 == 0;
  }

  private static Judged judged(double value) {
    return new Judged(value, OptionalDouble.of(0.01));
  }

  private static List<PairTrend> pairs(List<ColumnShape> shapes) {
    List<PairTrend> pairs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      for (int j = i + 1; j < shapes.size(); j++) {
        Judged error = judged(0.3 / (1 + i + j));
        pairs.add(
            new PairTrend(
                shapes.get(i).column().name(), shapes.get(j).column().name(), error, error));
      }
    }
    return pairs;
  }

  private static MixedMeasures measures(
      List<ColumnShape> shapes, List<PairTrend> pairs, String text) {
    return new MixedMeasures(
        new RowCounts(9001, 10_007, 1006, 10_000, 10_000),
        new Shape(judged(0.005), shapes),
        new Trend(judged(0.02), judged(0.02), pairs),
        views(shapes, pairs, text),
        new Detection(judged(0.53), judged(0.55)),
        new Coverage(judged(0.99), judged(0.5)),
        new Privacy(judged(0.3), judged(0), Optional.empty()),
        Optional.of(new Utility(shapes.get(0).column(), Utility.Score.AUC, judged(0.91))));
  }

  private static Views views(List<ColumnShape> shapes, List<PairTrend> pairs, String text) {
    List<NumberView> numbers = new ArrayList<>();
    List<CategoryView> categories = new ArrayList<>();
    for (int j = 0; j < Math.min(DRAWN, shapes.size()); j++) {
      if (isCategory(j)) {
        categories.add(category(shapes.get(j), text));
      } else {
        double[] edges = {18_000.0 + j, 18_100.0 + j, 18_300.0 + j, 19_000.0 + j};
        double[] real = {0.2, 0.5, 0.3};
        numbers.add(
            new NumberView(
                shapes.get(j), new Histogram(edges, real, new double[] {0.3, 0.4, 0.3})));
      }
    }
    Axis levels = new Axis(List.of("a" + text, "b", "11 others"), new double[0], true);
    double[] edges = new double[11];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = 18_000 + 100 * i;
    }
    Axis bins = new Axis(List.of(), edges, false);
    double[][] real = new double[10][4];
    double[][] sampled = new double[10][4];
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 4; j++) {
        real[i][j] = (i + j) / 240.0;
        sampled[i][j] = (i + 4 - j) / 260.0;
      }
    }
    return new Views(
        numbers,
        categories,
        List.of(new RareLevels(shapes.get(0).column().name(), 5, 0.012, 0.011, 1, 0)),
        pairs.stream()
            .limit(PAIRS)
            .map(pair -> new PairView(pair, levels, bins, real, sampled))
            .toList());
  }

  private static CategoryView category(ColumnShape shape, String text) {
    List<LevelShare> levels = new ArrayList<>();
    double share = 0.5;
    for (int k = 0; k < 17; k++) {
      levels.add(new LevelShare("level " + k + text, share, share * (k % 2 == 0 ? 0.9 : 1.1)));
      share /= 2;
    }
    return new CategoryView(shape, levels, Optional.of(new LevelShare("99 other levels", 0.01, 0)));
  }
}
