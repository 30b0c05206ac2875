package io.ncsn.report;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.evaluate.mixed.MixedMeasures;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import io.ncsn.report.ReportInputs.PlannedColumn;
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
    new ColumnModels(parts.kinds, MixedCharts.Tables.SAMPLES, sheet)
        .add(evaluation.measures().views(), evaluation.measures().shape().columns(), model);
    parts.pairs(model);
    return model;
  }

  private static List<Map<String, String>> chosen(List<Metric> metrics, Set<Measure> which) {
    return metrics.stream()
        .filter(metric -> which.contains(metric.measure()))
        .map(ReportModel::metric)
        .toList();
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
