package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.PartialRows;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Fills a table's empty cells by a model: a map job. They are drawn from their distribution given
 * the row's other cells, which stay as they are.
 */
public final class Imputation {
  /** Numbers the draws of a row from 0. */
  public static final String DRAW = "draw";

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final RowCodec codec;
  private final ImputeSettings settings;
  private final boolean[] unknown;
  private final SampleSettings sample;
  private final KernelPlan kernel;
  private final ModelChains chains;
  private final BesideImages beside;

  /**
   * Makes an imputation by {@code checkpoint}'s network, which {@code kernel} computes.
   *
   * @param codec the model's columns as the table has them
   * @param unknown values of each row that are drawn though they are known, [width]
   * @param sample how the cells are drawn
   * @throws io.ncsn.config.ConfigException for a model that cannot be given cells
   */
  public Imputation(
      SparkSession spark,
      Checkpoint checkpoint,
      RowCodec codec,
      ImputeSettings settings,
      boolean[] unknown,
      SampleSettings sample,
      KernelPlan kernel) {
    ModelDescription model = checkpoint.model();
    if (codec.layout() != Layout.COLUMNS) {
      throw new ConfigException(
          "Cannot complete column '%s' (impute): a vector has no empty cells; train on arrays or on columns"
              .formatted(codec.features()));
    }
    SamplingMethod method = sample.methodForCompletion(model.network(), model.schedule());
    Conditions.requireCompletes(model.network(), method);
    Conditions.requireNoGuidance(
        sample, "cells of a table are filled as often as the model has them; leave it out");
    Kernels.requirePrecision(model.network(), sample.precision());
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.codec = codec;
    this.settings = settings;
    this.unknown = unknown.clone();
    this.sample = sample;
    this.kernel = kernel;
    this.chains = ModelChains.of(model, sample, method);
    this.beside = BesideImages.of(model, sample, SampleSettings::methodForCompletion);
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return chains.plan();
  }

  /** The sampler as the settings have it, which may leave parts open. */
  public SamplingMethod chosen() {
    return sample.methodForCompletion(checkpoint.model().network(), checkpoint.model().schedule());
  }

  /**
   * Writes every row of the table with its empty cells filled to {@code target}, or those that an
   * earlier call which was stopped did not.
   */
  public Written write(PartialRows table, WaveTarget target) {
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .setJobGroup("ncsn-impute", "Imputation", true);
    SortedMap<String, String> identity = new TreeMap<>(plan().settings());
    if (beside != null) {
      identity.putAll(beside.identity());
    }
    identity.put("impute.draws", Integer.toString(settings.draws()));
    identity.put("impute.point", Boolean.toString(settings.point()));
    identity.put("impute.mask", settings.mask().toString());
    if (!places().isEmpty()) {
      identity.put(ImputeSettings.MASK_IMAGE, places().toString());
    }
    identity.put("impute.unseen", Choice.name(settings.unseen()));
    identity.put("sample.seed", Long.toString(sample.seed()));
    identity.put("sample.clip-denoised", Boolean.toString(sample.clipDenoised()));
    Conditions.identifyPrecision(sample, identity);
    return new TableJob(spark, checkpoint, kernel)
        .writeRows(table.rows(), schema(table), identity, result(table), target);
  }

  private List<Integer> places() {
    return IntStream.range(0, unknown.length).filter(i -> unknown[i]).boxed().toList();
  }

  /** The same rows as a Dataset, which draws them each time that it is computed. */
  public Dataset<Row> rows(PartialRows table) {
    return new TableJob(spark, checkpoint, kernel)
        .result(table.rows(), schema(table), result(table));
  }

  private StructType schema(PartialRows table) {
    StructType kept = TableJob.kept(table.rows());
    if (settings.point() || settings.draws() == 1) {
      return kept;
    }
    if (Arrays.stream(kept.fieldNames()).anyMatch(DRAW::equalsIgnoreCase)) {
      throw new DataException(
          "Cannot number the draws of each row: the table has a column '%s'; rename it, or set impute.draws = 1"
              .formatted(DRAW));
    }
    return kept.add(DRAW, DataTypes.IntegerType, false);
  }

  private BlockImputation result(PartialRows table) {
    ModelDescription model = checkpoint.model();
    boolean[] barred =
        model.isMixed() ? codec.nullChannels() : new boolean[model.network().dimension()];
    return new BlockImputation(
        new CompletedRows(model.network(), chains, sample.seed(), 0, barred, beside),
        new TableFill(
            codec,
            TableJob.kept(table.rows()),
            table.ordinals(),
            settings.mask(),
            unknown,
            sample.seed()),
        model.isMixed() ? null : codec,
        unknown,
        settings.draws(),
        settings.point(),
        sample.precision());
  }
}
