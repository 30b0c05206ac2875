package io.ncsn.ml;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.job.ModelColumns;
import io.ncsn.job.SampleEvaluation;
import io.ncsn.job.TrainedModel;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import java.util.function.Function;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A trained score network. It adds log-densities to rows, draws rows, and fills empty cells. Saved,
 * it is a directory with Spark's metadata, and in {@code model} what {@code ncsn train} writes.
 */
public final class NoiseConditionalScoreNetworkModel
    extends Model<NoiseConditionalScoreNetworkModel>
    implements ScoreNetworkSetters<NoiseConditionalScoreNetworkModel>, MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient Checkpoint checkpoint;
  private final TrainingSummary summary;

  NoiseConditionalScoreNetworkModel(String uid, Checkpoint checkpoint, TrainingSummary summary) {
    this.uid = uid;
    this.checkpoint = checkpoint;
    this.summary = summary;
    setDefaults();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** Returns how the training went; without rounds if that is not known. */
  public TrainingSummary summary() {
    return summary;
  }

  /** Returns the model's parameters, columns and origin. */
  public Checkpoint checkpoint() {
    return checkpoint;
  }

  /**
   * Adds the rows' log-densities. Nothing is computed before the result is used, and each partition
   * is computed by itself, so that streams work too.
   *
   * @throws io.ncsn.data.codec.DataException if the table lacks a column of the model
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema(), true);
    ParamSettings params = new ParamSettings(this);
    Settings settings = params.ofUse();
    Dataset<Row> table = dataset.toDF();
    return use(
        table.sparkSession(),
        settings,
        model -> columns(model.columns(), settings).of(table, params.invalid()));
  }

  private ModelColumns columns(ModelColumns columns, Settings settings) {
    columns.density(getOrDefault(logDensityCol()), settings.likelihood());
    if (isSet(scoreCol())) {
      columns.score(getOrDefault(scoreCol()), settings.score());
    }
    if (isSet(latentCol())) {
      columns.code(getOrDefault(latentCol()), settings.likelihood());
    }
    if (isSet(reconstructionCol())) {
      columns.reconstruction(getOrDefault(reconstructionCol()), settings.likelihood());
    }
    return columns;
  }

  /**
   * Draws rows like those of the training table. They are drawn each time that the result is
   * computed, so cache or write what is used twice.
   *
   * @param count number of rows
   * @param seed equal seeds give equal rows, those of {@code ncsn sample}
   */
  public Dataset<Row> sample(long count, long seed) {
    Settings settings =
        new ParamSettings(this)
            .with("sample.count", Long.toString(count), "sample")
            .with("sample.seed", Long.toString(seed), "sample")
            .ofUse();
    return use(SparkSession.active(), settings, model -> model.sampler(settings.sample()).rows());
  }

  /** As {@link #sample(long, long)}, by the seed {@code sample.seed} of {@link #settings}. */
  public Dataset<Row> sample(long count) {
    return sample(count, seedOfSamples());
  }

  /**
   * Draws rows given those of a table: known cells come back exactly, and empty cells and columns
   * that the table lacks are drawn. Each row is drawn {@code impute.draws} times. The table is read
   * now and again when the result is computed.
   *
   * @param conditions has some of the model's columns
   * @param seed equal seeds and tables give equal rows, those of {@code ncsn sample --given}
   * @throws io.ncsn.config.ConfigException for a model of numbers alone
   */
  public Dataset<Row> sample(Dataset<?> conditions, long seed) {
    Settings settings =
        new ParamSettings(this).with("sample.seed", Long.toString(seed), "sample").ofUse();
    return use(
        conditions.sparkSession(),
        settings,
        model -> model.givenSampler(settings.impute(), settings.sample()).rows(conditions.toDF()));
  }

  /** As {@link #sample(Dataset, long)}, by the seed {@code sample.seed} of {@link #settings}. */
  public Dataset<Row> sample(Dataset<?> conditions) {
    return sample(conditions, seedOfSamples());
  }

  /**
   * Fills the empty cells of a table, drawn given the other cells of their rows, which stay as they
   * are. The table is read now and again when the result is computed.
   *
   * @param dataset has the model's columns
   * @param seed equal seeds and tables give equal cells, those of {@code ncsn impute}
   * @throws io.ncsn.config.ConfigException for a model of numbers alone
   */
  public Dataset<Row> impute(Dataset<?> dataset, long seed) {
    Settings settings =
        new ParamSettings(this).with("sample.seed", Long.toString(seed), "impute").ofUse();
    return use(
        dataset.sparkSession(),
        settings,
        model ->
            model
                .imputer(settings.impute(), settings.sample(), settings.data().image())
                .rows(dataset.toDF()));
  }

  /** As {@link #impute(Dataset, long)}, by the seed {@code sample.seed} of {@link #settings}. */
  public Dataset<Row> impute(Dataset<?> dataset) {
    return impute(dataset, seedOfSamples());
  }

  /**
   * Draws {@code sample.count} rows and measures how near they are to those of a table. The rows of
   * a mixed table that training holds out give the floors, and what privacy is measured against.
   *
   * @param dataset has the model's columns, and those of weights and held-out rows if they are set
   * @param seed the seed of the samples
   */
  public ModelQuality evaluate(Dataset<?> dataset, long seed) {
    Dataset<Row> table = dataset.toDF();
    SparkSession spark = table.sparkSession();
    EffectiveSettings settings = new ParamSettings(this).ofMeasures();
    Dataset<Row> samples = sample(settings.settings().sample().count(), seed).persist();
    try (JobGroup group = JobGroup.keep(spark.sparkContext());
        WorkDirectory work = WorkDirectory.in(get(workDir()), spark.sparkContext())) {
      SampleEvaluation.Measured measured =
          new SampleEvaluation(spark, settings).measure(samples, table, work.of("measured"));
      measured.reference().release();
      return new ModelQuality(measured);
    } finally {
      samples.unpersist();
    }
  }

  /** As {@link #evaluate(Dataset, long)}, by the seed {@code sample.seed} of {@link #settings}. */
  public ModelQuality evaluate(Dataset<?> dataset) {
    return evaluate(dataset, seedOfSamples());
  }

  private long seedOfSamples() {
    return new ParamSettings(this).ofUse().sample().seed();
  }

  private Dataset<Row> use(
      SparkSession spark, Settings settings, Function<TrainedModel, Dataset<Row>> work) {
    try (JobGroup group = JobGroup.keep(spark.sparkContext())) {
      return work.apply(new TrainedModel(spark, checkpoint, settings.network()));
    }
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return AddedColumns.schema(this, schema);
  }

  @Override
  public NoiseConditionalScoreNetworkModel copy(ParamMap extra) {
    NoiseConditionalScoreNetworkModel copied =
        new NoiseConditionalScoreNetworkModel(uid, checkpoint, summary);
    return copyValues(copied, extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this);
  }

  /** Returns the reader of saved models, and of models that {@code ncsn train} wrote. */
  public static MLReader<NoiseConditionalScoreNetworkModel> read() {
    return new ModelReader();
  }

  /**
   * Reads a saved model, or one that {@code ncsn train} wrote.
   *
   * @throws io.ncsn.checkpoint.CheckpointException if a file is damaged
   */
  public static NoiseConditionalScoreNetworkModel load(String path) {
    return read().load(path);
  }
}
