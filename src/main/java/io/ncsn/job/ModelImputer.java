package io.ncsn.job;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.PartialRows;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.read.PartialTable;
import io.ncsn.sample.Imputation;
import io.ncsn.sample.ImputeSettings;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.waves.WavePace;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the empty cells of a table by a model. The cells are drawn given the row's other cells,
 * which stay as they are to the bit. The rows are the same on any cluster.
 */
public final class ModelImputer {
  private static final Logger LOG = LoggerFactory.getLogger(ModelImputer.class);

  private final SparkSession spark;
  private final RowCodec codec;
  private final Imputation imputation;
  private final ImputeSettings settings;
  private final MachineAgreement machines;

  ModelImputer(
      SparkSession spark,
      RowCodec codec,
      Imputation imputation,
      ImputeSettings settings,
      MachineAgreement machines) {
    this.spark = spark;
    this.codec = codec;
    this.imputation = imputation;
    this.settings = settings;
    this.machines = machines;
  }

  /** {@code given} with each {@code auto} of {@code sample.*} and {@code impute.*} replaced. */
  public EffectiveSettings settle(EffectiveSettings given) {
    SettledSettings settled = new SettledSettings(given);
    settled.settleIfAuto("impute.draws", Integer.toString(settings.draws()));
    settled.settleSampler(imputation.plan(), imputation.chosen());
    return settled.get();
  }

  /**
   * The table's rows with their empty cells filled, in its columns and types. They are drawn each
   * time that the Dataset is computed, so cache or write what is used twice.
   *
   * @param table has the model's columns
   */
  public Dataset<Row> rows(Dataset<Row> table) {
    return imputation.rows(PartialTable.of(table, codec, reading()));
  }

  /**
   * Writes the table's rows with their empty cells filled, or those that an earlier call which was
   * stopped did not.
   *
   * @param directory gets Parquet files, without {@code _SUCCESS}
   */
  public ImputeResult write(Dataset<Row> table, String directory, WavePace pace) {
    return write(PartialTable.of(table, codec, reading()), new WaveTarget(directory, pace));
  }

  /** As the other {@code write}, of the table that {@code data.input} names. */
  public ImputeResult write(DataSettings data, WaveTarget target) {
    LOG.info("Completing {}", data.input());
    return write(PartialTable.open(spark, data, codec, reading()), target);
  }

  private ImputeResult write(PartialRows table, WaveTarget target) {
    Written written = imputation.write(table, target);
    LOG.info("Completed {} rows: {}", written.rows(), target.directory());
    return new ImputeResult(written.rows(), written.seconds(), machines);
  }

  private PartialTable.Reading reading() {
    return new PartialTable.Reading(settings.mask(), false, settings.unseen());
  }
}
