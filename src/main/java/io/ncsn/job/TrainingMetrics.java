package io.ncsn.job;

import io.ncsn.train.RoundParts;
import io.ncsn.train.RoundReport;
import io.ncsn.train.Validation;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code metrics.jsonl} says about a training; {@link MetricsHistory} reads it. */
public final class TrainingMetrics {
  private TrainingMetrics() {}

  /** Returns the line of a round. */
  public static Map<String, Object> of(RoundReport report) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", MetricsHistory.ROUND);
    entry.put("round", report.round());
    entry.put("rows", report.rows());
    entry.put("seconds", report.totalSeconds());
    entry.put("loss", report.loss());
    entry.put("rows-per-second", report.rows() / report.roundSeconds());
    entry.put("learning-rate", report.learningRate());
    entry.put("overhead", report.overhead());
    entry.put("parts", parts(report.parts()));
    return entry;
  }

  /** Returns the seconds of a round's wall time, by what they went to. */
  private static Map<String, Double> parts(RoundParts parts) {
    Map<String, Double> entry = new LinkedHashMap<>();
    entry.put("publishing", parts.publishing());
    entry.put("tasks", parts.tasks());
    entry.put("loading", parts.loading());
    entry.put("steps", parts.steps());
    entry.put("waiting", parts.waiting());
    entry.put("averaging", parts.averaging());
    return entry;
  }

  /** Returns the line of a hold-out loss. */
  public static Map<String, Object> of(Validation validation) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("event", MetricsHistory.VALIDATION);
    entry.put("round", validation.round());
    entry.put("loss", validation.loss());
    entry.put("bands", validation.bands().stream().map(TrainingMetrics::band).toList());
    return entry;
  }

  private static Map<String, Double> band(Validation.Band band) {
    Map<String, Double> entry = new LinkedHashMap<>();
    entry.put("sigma-begin", band.sigmaBegin());
    entry.put("sigma-end", band.sigmaEnd());
    entry.put("loss", band.loss());
    return entry;
  }
}
