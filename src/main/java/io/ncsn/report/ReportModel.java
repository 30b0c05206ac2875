package io.ncsn.report;

import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.GateResult;
import io.ncsn.evaluate.ImageFeatures;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import io.ncsn.evaluate.mixed.ImagesAndColumns;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.report.ReportInputs.BadRows;
import io.ncsn.report.ReportInputs.PlannedColumn;
import io.ncsn.report.ReportInputs.Setting;
import io.ncsn.report.ReportInputs.TrainingPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The template's values: texts, which it escapes, and ids of charts. A part without data is
 * missing.
 */
final class ReportModel {
  private static final int SHORT_PLAN = 40;

  private ReportModel() {}

  static Map<String, Object> of(ReportInputs inputs, ChartSheet sheet) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", inputs.title());
    model.put("warnings", inputs.warnings());
    gates(inputs.gates(), model);
    inputs.evaluation().ifPresent(found -> evaluation(found, inputs, sheet, model));
    plan(inputs.plan(), model);
    inputs.images().ifPresent(images -> model.put("images", ImagesModel.of(images)));
    inputs.plane().ifPresent(plane -> model.put("plane", PlaneModel.of(plane, sheet)));
    Map<String, Object> training = training(inputs, sheet);
    if (!training.isEmpty()) {
      model.put("training", training);
    }
    model.put("badRows", badRows(inputs.badRows()));
    Map<String, String> provenance = new LinkedHashMap<>();
    inputs.provenance().forEach((key, value) -> provenance.put(key, Numbers.shortened(value)));
    model.put("provenance", pairs(provenance));
    model.put("settings", settings(inputs.settings()));
    return model;
  }

  private static void evaluation(
      Measurement found, ReportInputs inputs, ChartSheet sheet, Map<String, Object> model) {
    if (found instanceof EvaluationResult result) {
      model.put("evaluation", evaluation(result, sheet));
    } else if (found instanceof MixedEvaluation mixed) {
      model.put("mixed", MixedTableModel.of(mixed, inputs.plan(), sheet));
    } else if (found instanceof ImagesAndColumns both) {
      evaluation(both.images(), inputs, sheet, model);
      evaluation(both.columns(), inputs, sheet, model);
    }
  }

  static void gates(List<GateResult> gates, Map<String, Object> model) {
    if (gates.isEmpty()) {
      return;
    }
    boolean met = gates.stream().allMatch(GateResult::isMet);
    model.put("gatesTitle", met ? "All quality gates are met" : "A quality gate is not met");
    model.put(
        "gates",
        gates.stream()
            .map(
                gate ->
                    Map.of(
                        "metric",
                        gate.gate().metric(),
                        "required",
                        gate.gate().required(),
                        "value",
                        gate.value().isPresent()
                            ? Double.toString(gate.value().getAsDouble())
                            : "not measured",
                        "met",
                        gate.isMet() ? "met" : "not met"))
            .toList());
  }

  private static void plan(List<PlannedColumn> plan, Map<String, Object> model) {
    if (plan.isEmpty()) {
      return;
    }
    model.put("planSize", Numbers.count(plan.size()));
    if (plan.size() <= SHORT_PLAN) {
      model.put("planIsShort", true);
    }
    model.put(
        "plan",
        plan.stream()
            .map(
                column ->
                    Map.of(
                        "name", column.name(),
                        "type", column.type(),
                        "kind", column.kind(),
                        "why", column.why(),
                        "values", column.values(),
                        "nulls", column.nulls(),
                        "inflated", column.inflated(),
                        "channels", column.channels()))
            .toList());
  }

  static List<Map<String, String>> settings(List<Setting> settings) {
    return settings.stream()
        .map(s -> Map.of("key", s.key(), "value", s.value(), "origin", s.origin()))
        .toList();
  }

  private static Map<String, Object> evaluation(EvaluationResult result, ChartSheet sheet) {
    Map<String, Object> model = new LinkedHashMap<>();
    EvaluationResult.RowCounts counts = result.counts();
    model.put("reference", Numbers.count(counts.reference()));
    model.put("samples", Numbers.count(counts.samples()));
    if (counts.training() > 0) {
      model.put("trainingRows", Numbers.count(counts.training()));
    }
    if (counts.nonFiniteReference() + counts.nonFiniteSamples() > 0) {
      model.put("badReference", Numbers.count(counts.nonFiniteReference()));
      model.put("badSamples", Numbers.count(counts.nonFiniteSamples()));
    }
    model.put("metrics", result.metrics().stream().map(ReportModel::metric).toList());
    result.features().ifPresent(found -> model.put("features", features(found)));
    model.put("marginals", ColumnCharts.marginals(sheet, result.columns()));
    if (result.columns().size() > ColumnCharts.MARGINALS) {
      model.put("hiddenColumns", result.columns().size() - ColumnCharts.MARGINALS);
    }
    result
        .correlations()
        .ifPresent(found -> model.put("correlations", ColumnCharts.correlations(sheet, found)));
    result
        .groundTruth()
        .ifPresent(
            truth ->
                model.put(
                    "truth",
                    Map.of(
                        "fisher", TruthChart.fisher(sheet, truth),
                        "weights", TruthChart.weights(truth.weights()))));
    return model;
  }

  private static Map<String, Object> features(ImageFeatures found) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("count", found.count());
    found.sha256().ifPresent(hash -> model.put("module", hash));
    found.learnt().ifPresent(images -> model.put("learnt", Numbers.count(images)));
    found
        .accuracy()
        .ifPresent(share -> model.put("accuracy", Numbers.shortText(100 * share) + " %"));
    return model;
  }

  static Map<String, String> metric(Metric metric) {
    String goal =
        switch (metric.goal()) {
          case SMALL -> "small, near the floor";
          case LARGE -> "large, near the floor";
          case HALF -> "0.5";
          case FLOOR -> "near the floor";
          case COST -> "small";
        };
    return Map.of(
        "name", metric.name(),
        "value", Numbers.text(metric.value()),
        "floor", Numbers.text(metric.floor()),
        "goal", goal,
        "meaning", metric.meaning());
  }

  private static Map<String, Object> training(ReportInputs inputs, ChartSheet sheet) {
    Map<String, Object> model = new LinkedHashMap<>();
    TrainingCharts.loss(sheet, inputs).ifPresent(id -> model.put("loss", id));
    TrainingCharts.bands(sheet, inputs.validation()).ifPresent(id -> model.put("bands", id));
    inputs.validation().ifPresent(v -> model.put("bandLegend", TrainingCharts.bandLegend(v)));
    if (!inputs.training().isEmpty()) {
      TrainingPoint last = inputs.training().get(inputs.training().size() - 1);
      model.put("rounds", Numbers.count(last.round()));
      model.put("rows", Numbers.count(last.rows()));
      model.put("seconds", Numbers.text(last.seconds()));
      model.put("speed", Numbers.count(Math.round(last.rowsPerSecond())));
    }
    return model;
  }

  private static Map<String, Object> badRows(BadRows bad) {
    long sum = bad.counts().values().stream().mapToLong(Long::longValue).sum();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("rule", bad.rule());
    model.put("total", Numbers.count(bad.total()));
    model.put("sum", Numbers.count(sum));
    model.put("any", sum > 0);
    Map<String, String> counts = new LinkedHashMap<>();
    bad.counts().forEach((reason, count) -> counts.put(reason, Numbers.count(count)));
    model.put("counts", pairs(counts));
    model.put("examples", bad.examples());
    return model;
  }

  static List<Map<String, String>> pairs(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> Map.of("key", entry.getKey(), "value", entry.getValue()))
        .toList();
  }
}
