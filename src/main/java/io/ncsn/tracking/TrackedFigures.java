package io.ncsn.tracking;

import io.ncsn.job.MetricsHistory;
import io.ncsn.output.RunRecord;
import io.ncsn.report.ReportInputs.TrainingPoint;
import io.ncsn.report.ReportInputs.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;

/**
 * A run in MLflow's words.
 *
 * @param settings every setting
 * @param metrics the figures: those of rounds by round, and those of the whole run
 * @param texts the other facts of {@code run.json} that are text or yes and no
 * @param met whether all quality gates are met
 */
record TrackedFigures(List<Param> settings, List<Metric> metrics, List<RunTag> texts, boolean met) {
  /** The server's own limit for a setting's text; tags may be longer. */
  private static final int LONGEST = 6_000;

  /**
   * Translates a run.
   *
   * @param rounds the run's {@code metrics.jsonl}
   * @param time the time of all figures, in milliseconds since 1970
   */
  static TrackedFigures of(RunRecord record, MetricsHistory rounds, long time) {
    List<Metric> metrics = new ArrayList<>();
    addRounds(rounds, time, metrics);
    Set<String> known = metrics.stream().map(Metric::getKey).collect(Collectors.toSet());
    List<RunTag> texts = new ArrayList<>();
    record
        .facts()
        .forEach(
            (key, value) -> {
              if (value instanceof Number number && !known.contains(key)) {
                addMetric(key, number.doubleValue(), 0, time, metrics);
              } else if (value instanceof String || value instanceof Boolean) {
                texts.add(RunTag.newBuilder().setKey(name(key)).setValue(text(value)).build());
              }
            });
    List<Param> settings =
        record.settings().values().stream()
            .map(s -> Param.newBuilder().setKey(name(s.key())).setValue(text(s.value())).build())
            .toList();
    boolean met = !Boolean.FALSE.equals(record.facts().get(RunRecord.GATES_MET));
    return new TrackedFigures(settings, metrics, texts, met);
  }

  private static void addRounds(MetricsHistory rounds, long time, List<Metric> metrics) {
    for (TrainingPoint point : rounds.training()) {
      addMetric("train.loss", point.loss(), point.round(), time, metrics);
      addMetric("train.rows-per-second", point.rowsPerSecond(), point.round(), time, metrics);
    }
    rounds.validation().map(Validation::points).orElse(List.of()).stream()
        .forEach(
            point -> addMetric("train.holdout-loss", point.loss(), point.round(), time, metrics));
  }

  /** Figures that are not finite are left out: not every store of MLflow's takes them. */
  private static void addMetric(
      String key, double value, long round, long time, List<Metric> metrics) {
    if (Double.isFinite(value)) {
      metrics.add(
          Metric.newBuilder()
              .setKey(name(key))
              .setValue(value)
              .setStep(round)
              .setTimestamp(time)
              .build());
    }
  }

  /** MLflow's names have letters, digits and a few signs. */
  private static String name(String key) {
    return StringUtils.abbreviate(key.replaceAll("[^A-Za-z0-9_./: -]", "_"), 250);
  }

  private static String text(Object value) {
    return StringUtils.abbreviate(value.toString(), LONGEST);
  }
}
