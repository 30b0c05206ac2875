package io.ncsn.app;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.EffectiveSettings;
import io.ncsn.config.Settings;
import io.ncsn.sample.LangevinSettings;
import io.ncsn.sample.Sampler;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sampling: model directory to Parquet. */
final class SamplePhase {
  private static final Logger LOG = LoggerFactory.getLogger(SamplePhase.class);

  private final SparkSession spark;
  private final Path model;
  private final Path samples;
  private final RunRecord record;

  /**
   * @param model a model directory
   * @param samples directory of the Parquet files; not there, or empty
   * @param record has the settings in force; gets {@code sample.seconds}, {@code
   *     sample.rows-per-second} and the settings that {@code auto} came to
   */
  SamplePhase(SparkSession spark, Path model, Path samples, RunRecord record) {
    this.spark = spark;
    this.model = model;
    this.samples = samples;
    this.record = record;
  }

  /** Draws {@code sample.count} rows. */
  void run() {
    Settings settings = record.settings().settings();
    Checkpoint checkpoint =
        ModelDirectory.at(model.toString(), spark.sparkContext().hadoopConfiguration()).read();
    Sampler sampler =
        new Sampler(spark, checkpoint, settings.sample(), settings.network().kernel());
    noteAutomatic(settings, sampler.langevin());
    LOG.info(
        "Sampling {} rows: {} levels of {} Langevin steps",
        settings.sample().count(),
        checkpoint.model().schedule().size(),
        sampler.langevin().stepsPerLevel());
    long begin = System.nanoTime();
    long nonFinite = sampler.write(samples.toString());
    double seconds = (System.nanoTime() - begin) / 1e9;
    record
        .put("sample.rows", settings.sample().count() - nonFinite)
        .put("sample.non-finite", nonFinite)
        .put("sample.seconds", seconds)
        .put("sample.rows-per-second", settings.sample().count() / seconds);
  }

  private void noteAutomatic(Settings settings, LangevinSettings langevin) {
    EffectiveSettings known = record.settings();
    if (settings.sample().stepsPerLevel().isEmpty()) {
      known = known.resolved("sample.steps-per-level", Integer.toString(langevin.stepsPerLevel()));
    }
    if (settings.sample().stepSize().isEmpty()) {
      known = known.resolved("sample.step-size", Double.toString(langevin.stepSize()));
    }
    record.settle(known);
  }
}
