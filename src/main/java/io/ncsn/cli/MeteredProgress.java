package io.ncsn.cli;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.ncsn.job.ProgressLine;
import io.ncsn.job.TrainingProgress;
import java.util.function.ToDoubleFunction;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;

/**
 * Gives the progress of a training to Spark's metrics system, and passes it on. The sinks of {@code
 * spark.metrics.conf} (Prometheus, JMX, Graphite, CSV) thus have it, as gauges of the driver named
 * {@code ncsn.training.…}. They keep their last values until Spark stops.
 */
final class MeteredProgress implements ProgressLine, Source {
  /** Name of the source. */
  static final String NAME = "ncsn";

  private final MetricRegistry gauges = new MetricRegistry();
  private final ProgressLine next;
  private volatile TrainingProgress latest;

  private MeteredProgress(ProgressLine next) {
    this.next = next;
    gauge("round", TrainingProgress::round);
    gauge("loss", TrainingProgress::loss);
    gauge("holdout-loss", TrainingProgress::holdoutLoss);
    gauge("rows-per-second", TrainingProgress::rowsPerSecond);
    gauge("seconds-left", TrainingProgress::secondsLeft);
  }

  /**
   * Registers the gauges in place of those of an earlier training.
   *
   * @param next gets the progress, too
   */
  static MeteredProgress in(MetricsSystem metrics, ProgressLine next) {
    metrics
        .getSourcesByName(NAME)
        .foreach(
            earlier -> {
              metrics.removeSource(earlier);
              return null;
            });
    MeteredProgress progress = new MeteredProgress(next);
    metrics.registerSource(progress);
    return progress;
  }

  /** Adds a gauge, which is NaN before the first round, and where a figure is not known. */
  private void gauge(String name, ToDoubleFunction<TrainingProgress> figure) {
    Gauge<Double> gauge = () -> latest == null ? Double.NaN : (Double) figure.applyAsDouble(latest);
    gauges.register(MetricRegistry.name("training", name), gauge);
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return gauges;
  }

  @Override
  public void update(TrainingProgress progress) {
    latest = progress;
    next.update(progress);
  }

  @Override
  public void close() {
    next.close();
  }
}
