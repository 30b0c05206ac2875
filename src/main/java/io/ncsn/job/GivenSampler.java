package io.ncsn.job;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.PartialRows;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.read.PartialTable;
import io.ncsn.sample.GivenRowsSampler;
import io.ncsn.sample.ImputeSettings;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws rows from a model given the rows of a table. The samples have the known cells of their rows
 * exactly; empty cells, and columns that the table lacks, are drawn.
 */
public final class GivenSampler {
  private static final Logger LOG = LoggerFactory.getLogger(GivenSampler.class);

  private final SparkSession spark;
  private final RowCodec codec;
  private final GivenRowsSampler sampler;
  private final ImputeSettings settings;
  private final MachineAgreement machines;

  GivenSampler(
      SparkSession spark,
      RowCodec codec,
      GivenRowsSampler sampler,
      ImputeSettings settings,
      MachineAgreement machines) {
    this.spark = spark;
    this.codec = codec;
    this.sampler = sampler;
    this.settings = settings;
    this.machines = machines;
  }

  /** {@code given} with each {@code auto} of {@code sample.*} and {@code impute.*} replaced. */
  public EffectiveSettings settle(EffectiveSettings given) {
    SettledSettings settled = new SettledSettings(given);
    settled.settleIfAuto("impute.draws", Integer.toString(settings.draws()));
    settled.settleSampler(sampler.plan(), sampler.chosen());
    return settled.get();
  }

  /**
   * The draws of each row of the table. They are drawn each time that the Dataset is computed, so
   * cache or write what is used twice.
   */
  public Dataset<Row> rows(Dataset<Row> table) {
    return sampler.rows(PartialTable.of(table, codec, reading()));
  }

  /**
   * Writes the draws of each row of the table that {@code data.input} names, or those that an
   * earlier call which was stopped did not.
   *
   * @param directory gets Parquet files, without {@code _SUCCESS}
   */
  public SamplingResult write(DataSettings data, String directory, WavePace pace) {
    return write(data, new WaveTarget(directory, pace));
  }

  /** As the other {@code write}. */
  public SamplingResult write(DataSettings data, WaveTarget target) {
    LOG.info("Sampling given the rows of {}", data.input());
    PartialRows table = PartialTable.open(spark, data, codec, reading());
    Written written = sampler.write(table, target);
    LOG.info("Samples: {}", target.directory());
    return new SamplingResult(
        written.rows(),
        0,
        written.rows(),
        sampler.plan().evaluations(),
        written.seconds(),
        machines);
  }

  private PartialTable.Reading reading() {
    return new PartialTable.Reading(List.of(), true, settings.unseen());
  }
}
