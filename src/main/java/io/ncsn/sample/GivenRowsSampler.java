package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.CellSet;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.GivenCell;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.data.codec.PartialRows;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.Kernels;
import io.ncsn.network.MixedSpec;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
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
 * Draws rows given the rows of a table: a map job. What a row of the table knows, its samples have
 * as it is; columns that it lacks, and empty cells, are drawn.
 */
public final class GivenRowsSampler {
  /** Number of the row of the table, from 0. */
  public static final String GIVEN_ROW = "given_row";

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final ImputeSettings settings;
  private final SampleSettings sample;
  private final KernelPlan kernel;
  private final ModelChains chains;
  private final BesideImages beside;
  private final GivenRow all;

  /**
   * Makes a sampler by {@code checkpoint}'s network, which {@code kernel} computes.
   *
   * @param settings how many draws, and what becomes of unseen levels
   * @param sample how rows are drawn
   * @throws ConfigException for a model that cannot be given cells
   */
  public GivenRowsSampler(
      SparkSession spark,
      Checkpoint checkpoint,
      ImputeSettings settings,
      SampleSettings sample,
      KernelPlan kernel) {
    ModelDescription model = checkpoint.model();
    SamplingMethod method = sample.methodForGivenRows(model.network(), model.schedule());
    Conditions.requireAble(model.network(), method, "--given");
    Conditions.requireGuidanceBy(method, sample);
    Kernels.requirePrecision(model.network(), sample.precision());
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.settings = settings;
    this.sample = sample;
    this.kernel = kernel;
    this.chains = ModelChains.of(model, sample, method);
    this.beside = BesideImages.of(model, sample, SampleSettings::methodForGivenRows);
    this.all =
        sample.where().isEmpty()
            ? null
            : Conditions.read(model.codec(), model.network(), method, sample.where());
    requireExact(model.codec());
  }

  private void requireExact(RowCodec codec) {
    for (CellSet set : all == null ? List.<CellSet>of() : all.sets()) {
      throw new ConfigException(
          "Cannot give column '%s' a range or a list (%s) with --given: rows of a table are given exact cells; give one value, or one for each row"
              .formatted(codec.columns().get(set.column()).name(), SampleSettings.WHERE));
    }
  }

  /** The sampler and its settings in force. */
  public SamplingPlan plan() {
    return chains.plan();
  }

  /** The sampler as the settings have it, which may leave parts open. */
  public SamplingMethod chosen() {
    return sample.methodForGivenRows(checkpoint.model().network(), checkpoint.model().schedule());
  }

  /**
   * Writes the draws of every row of the table to {@code target}, or those that an earlier call
   * which was stopped did not.
   */
  public Written write(PartialRows table, WaveTarget target) {
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .setJobGroup("ncsn-sample", "Samples given the rows of a table", true);
    SortedMap<String, String> identity = new TreeMap<>(plan().settings());
    if (beside != null) {
      identity.putAll(beside.identity());
    }
    identity.put("impute.draws", Integer.toString(settings.draws()));
    identity.put("impute.unseen", Choice.name(settings.unseen()));
    identity.put("sample.seed", Long.toString(sample.seed()));
    identity.put("sample.clip-denoised", Boolean.toString(sample.clipDenoised()));
    identity.put(SampleSettings.WHERE, Conditions.text(sample.where()));
    Conditions.identifyGuidance(sample, identity);
    Conditions.identifyPrecision(sample, identity);
    return new TableJob(spark, checkpoint, kernel)
        .writeRows(table.rows(), schema(table), identity, result(table), target);
  }

  /** The same rows as a Dataset, which draws them each time that it is computed. */
  public Dataset<Row> rows(PartialRows table) {
    return new TableJob(spark, checkpoint, kernel)
        .result(table.rows(), schema(table), result(table));
  }

  /** Returns the number, the row's number, and the model's columns. */
  private StructType samples() {
    SampleColumns.requireOthers(checkpoint.model().codec(), List.of(OwnColumns.ID, GIVEN_ROW));
    StructType columns = SampleColumns.schema(checkpoint.model().codec(), OwnColumns.ID);
    StructType samples =
        new StructType().add(columns.apply(0)).add(GIVEN_ROW, DataTypes.LongType, false);
    for (int i = 1; i < columns.size(); i++) {
      samples = samples.add(columns.apply(i));
    }
    return samples;
  }

  private StructType schema(PartialRows table) {
    StructType kept = TableJob.kept(table.rows());
    StructType schema = samples();
    for (int other : known(table).others()) {
      SampleColumns.requireOther(kept.apply(other).name(), List.of(OwnColumns.ID, GIVEN_ROW));
      schema = schema.add(kept.apply(other));
    }
    return schema;
  }

  private KnownCells known(PartialRows table) {
    return new KnownCells(
        checkpoint.model().codec(), TableJob.kept(table.rows()), table.ordinals());
  }

  private BlockGivenRows result(PartialRows table) {
    ModelDescription model = checkpoint.model();
    requireOnce(table);
    return new BlockGivenRows(
        new CompletedRows(
            (MixedSpec) model.network(),
            chains,
            sample.seed(),
            sample.guidance(),
            new boolean[model.network().dimension()],
            beside),
        all,
        known(table),
        new RowWriter(model.codec()),
        samples(),
        newIds(table),
        settings.draws(),
        sample.precision());
  }

  private List<IdCodec> newIds(PartialRows table) {
    List<ColumnCodec> columns = checkpoint.model().codec().columns();
    return OwnColumns.ids(
        IntStream.range(0, columns.size())
            .filter(c -> table.ordinals()[c] < 0)
            .mapToObj(columns::get)
            .toList());
  }

  private void requireOnce(PartialRows table) {
    for (GivenCell cell : all == null ? List.<GivenCell>of() : all.cells()) {
      if (table.ordinals()[cell.column()] >= 0) {
        throw new ConfigException(
            "Cannot give column '%s' by %s and by the table of --given: they may contradict each other; leave one of the two out"
                .formatted(
                    checkpoint.model().codec().columns().get(cell.column()).name(),
                    SampleSettings.WHERE));
      }
    }
  }
}
