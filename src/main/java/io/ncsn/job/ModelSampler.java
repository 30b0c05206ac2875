package io.ncsn.job;

import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.Sampler;
import io.ncsn.sample.SamplingPlan;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws rows from a model. The same model, count and seed give the same rows, on any cluster, as a
 * Dataset or as files.
 */
public final class ModelSampler {
  private static final Logger LOG = LoggerFactory.getLogger(ModelSampler.class);

  private final Sampler sampler;
  private final SampleSettings settings;
  private final MachineAgreement machines;

  ModelSampler(Sampler sampler, SampleSettings settings, MachineAgreement machines) {
    this.sampler = sampler;
    this.settings = settings;
    this.machines = machines;
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return sampler.plan();
  }

  /** {@code given} with each {@code auto} of {@code sample.*} replaced, and logged. */
  public EffectiveSettings settle(EffectiveSettings given) {
    SettledSettings settled = new SettledSettings(given);
    settled.settleSampler(plan(), sampler.chosen());
    return settled.get();
  }

  /**
   * The {@code sample.count} rows with the columns of the training table. They are drawn each time
   * that the Dataset is computed, so cache or write what is used twice.
   */
  public Dataset<Row> rows() {
    return sampler.rows();
  }

  /**
   * Writes the {@code sample.count} rows, or those that an earlier call which was stopped did not.
   *
   * @param directory gets Parquet files, without {@code _SUCCESS}
   * @throws io.ncsn.sample.NonFiniteSamplesException if chains diverged and the settings do not
   *     allow it
   */
  public SamplingResult write(String directory, WavePace pace) {
    return write(new WaveTarget(directory, pace));
  }

  /** As the other {@code write}. */
  public SamplingResult write(WaveTarget target) {
    LOG.info(
        "Sampling {} rows: {}, {} network evaluations per row",
        settings.count(),
        plan().method().word(),
        plan().evaluations());
    Sampler.Drawn drawn = sampler.write(target);
    LOG.info("Samples: {}", target.directory());
    return new SamplingResult(
        drawn.rows(),
        drawn.nonFinite(),
        settings.count(),
        plan().evaluations(),
        drawn.seconds(),
        machines);
  }

  /** Writes the whole paths of the first {@code sample.trace} samples, step by step. */
  public void writeTrace(String directory) {
    sampler.writeTrace(directory);
  }
}
