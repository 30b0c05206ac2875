package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.Choice;
import io.ncsn.config.Settings;
import io.ncsn.network.KernelPlan;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.sample.Sampler;
import io.ncsn.sample.SamplingPlan;
import io.ncsn.waves.WavePace;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sampling: model directory to Parquet. */
public final class SamplePhase {
  private static final Logger LOG = LoggerFactory.getLogger(SamplePhase.class);

  private final SparkSession spark;
  private final Path model;
  private final OutputDirectory output;
  private final RunRecord record;

  /**
   * @param model a model directory
   * @param output where the samples go; holds none, or some of them
   * @param record has the settings in force; gets {@code sample.seconds}, {@code
   *     sample.rows-per-second}, {@code sample.evaluations} (of the network, a row) and the
   *     settings that {@code auto} came to
   */
  public SamplePhase(SparkSession spark, Path model, OutputDirectory output, RunRecord record) {
    this.spark = spark;
    this.model = model;
    this.output = output;
    this.record = record;
  }

  /** Draws {@code sample.count} rows, or those of them that are not there yet. */
  public void run() {
    Settings settings = record.settings().settings();
    Checkpoint checkpoint =
        ModelDirectory.at(model.toString(), spark.sparkContext().hadoopConfiguration()).read();
    Sampler sampler =
        new Sampler(spark, checkpoint, settings.sample(), kernel(checkpoint, settings));
    SamplingPlan plan = sampler.plan();
    record.settle(plan.resolved(settings.sample()));
    long evaluations = plan.evaluations();
    LOG.info(
        "Sampling {} rows: {}, {} network evaluations a row",
        settings.sample().count(),
        Choice.name(plan.kind()),
        evaluations);
    Sampler.Drawn drawn =
        sampler.write(output.samples().toString(), new WavePace(settings.waves().seconds()));
    if (settings.sample().trace() > 0) {
      sampler.writeTrace(output.trace().toString());
    }
    LOG.info("Samples: {}", output.samples());
    record
        .put("sample.rows", drawn.rows())
        .put("sample.non-finite", drawn.nonFinite())
        .put("sample.evaluations", evaluations)
        .put("sample.seconds", drawn.seconds())
        .put("sample.rows-per-second", settings.sample().count() / drawn.seconds());
  }

  private KernelPlan kernel(Checkpoint checkpoint, Settings settings) {
    return Machines.ofScores(
        spark, checkpoint.model().network(), settings.sample().precision(), record, JobKind.SAMPLE);
  }
}
