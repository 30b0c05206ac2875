package io.ncsn.ml;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.job.TrainedModel;
import io.ncsn.settings.Settings;
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
    implements ScoreNetworkParams<NoiseConditionalScoreNetworkModel>, MLWritable {
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
    return trained(table.sparkSession(), settings)
        .columns()
        .density(getOrDefault(logDensityCol()), settings.likelihood())
        .of(table, params.invalid());
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
    return trained(SparkSession.active(), settings).sampler(settings.sample()).rows();
  }

  /** As {@link #sample(long, long)}, by the seed {@code sample.seed} of {@link #settings}. */
  public Dataset<Row> sample(long count) {
    return sample(count, new ParamSettings(this).ofUse().sample().seed());
  }

  private TrainedModel trained(SparkSession spark, Settings settings) {
    return new TrainedModel(spark, checkpoint, settings.network());
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
