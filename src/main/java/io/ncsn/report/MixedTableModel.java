package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.evaluate.mixed.MixedMeasures;
import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import io.ncsn.evaluate.mixed.Views.CategoryView;
import io.ncsn.evaluate.mixed.Views.LevelShare;
import io.ncsn.evaluate.mixed.Views.NumberView;
import io.ncsn.evaluate.mixed.Views.RareLevels;
import io.ncsn.report.ReportInputs.PlannedColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The template's values for the samples of a mixed table. */
final class MixedTableModel {
  /** Columns of the map of pairs: those of the greatest errors. */
  private static final int MAPPED = 40;

  private static final double DAY = 86_400_000;
  private static final double MICROSECOND = 0.001;

  private static final Set<Measure> PRIVACY =
      EnumSet.of(
          Measure.NEARER_TO_TRAINING,
          Measure.CLOSEST_ROW_MEDIAN,
          Measure.EXACT_COPIES,
          Measure.MEMBERSHIP_ADVANTAGE);
  private static final Set<Measure> UTILITY = EnumSet.of(Measure.UTILITY_AUC, Measure.UTILITY_RMSE);

  private final MixedMeasures measures;
  private final ChartSheet sheet;
  private final Map<String, String> kinds = new HashMap<>();

  private MixedTableModel(MixedMeasures measures, List<PlannedColumn> plan, ChartSheet sheet) {
    this.measures = measures;
    this.sheet = sheet;
    plan.forEach(column -> kinds.put(column.name(), column.kind()));
  }

  static Map<String, Object> of(
      MixedEvaluation evaluation, List<PlannedColumn> plan, ChartSheet sheet) {
    MixedTableModel parts = new MixedTableModel(evaluation.measures(), plan, sheet);
    Map<String, Object> model = new LinkedHashMap<>();
    MixedMeasures.RowCounts counts = evaluation.measures().counts();
    model.put("samples", Numbers.count(counts.synthetic()));
    model.put("training", Numbers.count(counts.training()));
    if (counts.holdout() > 0) {
      model.put("holdout", Numbers.count(counts.holdout()));
    }
    model.put("classified", Numbers.count(counts.classified()));
    model.put("searched", Numbers.count(counts.searched()));
    List<Metric> metrics = evaluation.metrics();
    Set<Measure> elsewhere = EnumSet.copyOf(PRIVACY);
    elsewhere.addAll(UTILITY);
    model.put("metrics", chosen(metrics, EnumSet.complementOf(EnumSet.copyOf(elsewhere))));
    model.put("privacy", chosen(metrics, PRIVACY));
    evaluation
        .measures()
        .utility()
        .ifPresent(
            utility -> {
              model.put("utility", chosen(metrics, UTILITY));
              model.put("target", utility.target().name());
            });
    parts.charts(model);
    parts.pairs(model);
    model.put("columns", evaluation.measures().shape().columns().stream().map(parts::row).toList());
    return model;
  }

  private static List<Map<String, String>> chosen(List<Metric> metrics, Set<Measure> which) {
    return metrics.stream()
        .filter(metric -> which.contains(metric.measure()))
        .map(ReportModel::metric)
        .toList();
  }

  private void charts(Map<String, Object> model) {
    List<Map<String, Object>> categories = new ArrayList<>();
    for (CategoryView view : measures.views().categories()) {
      List<LevelShare> levels = new ArrayList<>(view.levels());
      view.others().ifPresent(levels::add);
      Map<String, Object> chart = chart(view.shape());
      chart.put("id", sheet.add(MixedCharts.bars(levels)));
      chart.put("height", 34 + 30 * Math.max(2, levels.size()));
      if (MixedCharts.isLogarithmic(levels)) {
        chart.put("log", true);
      }
      categories.add(chart);
    }
    model.put("categories", categories);
    List<Map<String, Object>> numbers = new ArrayList<>();
    for (NumberView view : measures.views().numbers()) {
      Map<String, Object> chart = chart(view.shape());
      chart.put("id", sheet.add(MixedCharts.histogram(view.histogram(), unit(view.shape()))));
      numbers.add(chart);
    }
    model.put("numbers", numbers);
    int hidden = measures.shape().columns().size() - categories.size() - numbers.size();
    if (hidden > 0) {
      model.put("hidden", hidden);
    }
    if (!measures.views().rare().isEmpty()) {
      model.put("rare", measures.views().rare().stream().map(MixedTableModel::rare).toList());
    }
  }

  private Map<String, Object> chart(ColumnShape shape) {
    Map<String, Object> chart = new LinkedHashMap<>(row(shape));
    if (shape.nullsReal() + shape.nullsSynthetic() > 0) {
      chart.put("hasNulls", true);
    }
    return chart;
  }

  private double unit(ColumnShape shape) {
    return switch (kinds.getOrDefault(shape.column().name(), "")) {
      case "date" -> DAY;
      case "timestamp" -> MICROSECOND;
      default -> 0;
    };
  }

  private Map<String, String> row(ColumnShape shape) {
    return Map.of(
        "name", shape.column().name(),
        "kind", kinds.getOrDefault(shape.column().name(), "–"),
        "error", Numbers.shortText(shape.error().value()),
        "floor", Numbers.text(shape.error().floor()),
        "nullsReal", percent(shape.nullsReal()),
        "nullsSampled", percent(shape.nullsSynthetic()));
  }

  private static Map<String, String> rare(RareLevels rare) {
    return Map.of(
        "name", rare.column(),
        "levels", Numbers.count(rare.levels()),
        "real", percent(rare.real()),
        "sampled", percent(rare.sampled()),
        "absent", Numbers.count(rare.absent()),
        "invented", Numbers.count(rare.invented()));
  }

  static String percent(double share) {
    return Numbers.shortText(100 * share) + " %";
  }

  private void pairs(Map<String, Object> model) {
    List<PairTrend> pairs = measures.trend().pairs();
    if (pairs.isEmpty()) {
      return;
    }
    List<String> all = measures.shape().columns().stream().map(c -> c.column().name()).toList();
    List<String> mapped = all;
    if (all.size() > MAPPED) {
      Map<String, Double> sums = new HashMap<>();
      pairs.forEach(
          pair -> {
            sums.merge(pair.first(), pair.trainingBins().value(), Double::sum);
            sums.merge(pair.second(), pair.trainingBins().value(), Double::sum);
          });
      Set<String> worst =
          Set.copyOf(
              all.stream()
                  .sorted(
                      Comparator.comparingDouble((String name) -> -sums.getOrDefault(name, 0.0)))
                  .limit(MAPPED)
                  .toList());
      mapped = all.stream().filter(worst::contains).toList();
      model.put("unmapped", all.size() - MAPPED);
    }
    model.put("pairMap", sheet.add(MixedCharts.errors(mapped, pairs)));
    PairModel drawn = new PairModel(kinds, sheet);
    model.put("worstPairs", measures.views().pairs().stream().map(drawn::of).toList());
  }
}
