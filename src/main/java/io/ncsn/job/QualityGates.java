package io.ncsn.job;

import io.ncsn.config.Gate;
import io.ncsn.config.Measure;
import io.ncsn.config.RequireSettings;
import io.ncsn.evaluate.GateResult;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.Metric;
import io.ncsn.output.RunRecord;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The gates of {@code require} and what was measured.
 *
 * @param results one for each gate
 */
public record QualityGates(List<GateResult> results) {
  /** No gate, which is met. */
  public static final QualityGates NONE = new QualityGates(List.of());

  public QualityGates {
    results = List.copyOf(results);
  }

  /**
   * Holds the gates against samples that were measured without their model.
   *
   * @param measured the metrics; empty if the samples could not be measured
   */
  public static QualityGates of(RequireSettings require, Optional<Measurement> measured) {
    return of(require, measured, Double.NaN);
  }

  /**
   * As {@link #of(RequireSettings, Optional)}, for samples of a model.
   *
   * @param holdoutLoss least of its training; not finite if there is none
   */
  public static QualityGates of(
      RequireSettings require, Optional<Measurement> measured, double holdoutLoss) {
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    measured.stream()
        .flatMap(result -> result.metrics().stream())
        .forEach((Metric metric) -> figures.put(metric.measure(), metric.value()));
    figures.put(Measure.HOLDOUT_LOSS, holdoutLoss);
    figures.values().removeIf(figure -> !Double.isFinite(figure));
    return new QualityGates(
        require.gates().stream().map(gate -> result(gate, figures.get(gate.measure()))).toList());
  }

  private static GateResult result(Gate gate, Double figure) {
    return new GateResult(
        gate, figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure));
  }

  /** Returns whether all gates are met. */
  public boolean areMet() {
    return results.stream().allMatch(GateResult::isMet);
  }

  /** Returns the gates that are not met. */
  public List<GateResult> missed() {
    return results.stream().filter(result -> !result.isMet()).toList();
  }

  /** Returns the entries of {@code run.json}; none without gates. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (!results.isEmpty()) {
      facts.put(RunRecord.GATES_MET, areMet());
      facts.put("require.gates", results.stream().map(QualityGates::entry).toList());
    }
    return facts;
  }

  private static Map<String, Object> entry(GateResult result) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("metric", result.gate().metric());
    entry.put("required", result.gate().required());
    result.value().ifPresent(value -> entry.put("value", value));
    entry.put("met", result.isMet());
    return entry;
  }
}
