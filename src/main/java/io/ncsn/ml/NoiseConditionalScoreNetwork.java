package io.ncsn.ml;

import io.ncsn.job.Training;
import io.ncsn.job.TrainingPlan;
import io.ncsn.job.TrainingResult;
import io.ncsn.output.Storage;
import io.ncsn.settings.EffectiveSettings;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Trains a noise-conditional score network on the rows of a DataFrame. The model gives their
 * log-densities, draws rows like them, and fills their empty cells.
 *
 * <pre>{@code
 * NoiseConditionalScoreNetworkModel model =
 *     new NoiseConditionalScoreNetwork().setMaxSeconds(60).setSeed(7).fit(flights);
 * model.transform(flights).orderBy("logDensity").show();
 * model.sample(1000, 7).show();
 * }</pre>
 */
public final class NoiseConditionalScoreNetwork extends Estimator<NoiseConditionalScoreNetworkModel>
    implements ScoreNetworkSetters<NoiseConditionalScoreNetwork>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;

  /** Makes an estimator. */
  public NoiseConditionalScoreNetwork() {
    this(Identifiable$.MODULE$.randomUID("ncsn"));
  }

  /** Makes an estimator with an identifier. */
  public NoiseConditionalScoreNetwork(String uid) {
    this.uid = uid;
    setDefaults();
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Trains a model. Equal params and rows give equal parameters, in whatever order and partitions
   * the rows are.
   *
   * @param dataset is computed twice, and must give the same rows both times
   * @throws io.ncsn.config.ConfigException if params are mistaken
   * @throws io.ncsn.data.codec.DataException if rows or columns cannot be used
   */
  @Override
  public NoiseConditionalScoreNetworkModel fit(Dataset<?> dataset) {
    EffectiveSettings settings = new ParamSettings(this).ofTraining();
    transformSchema(dataset.schema(), true);
    Dataset<Row> table = dataset.toDF();
    SparkContext context = table.sparkSession().sparkContext();
    RoundLog log = new RoundLog();
    try (JobGroup group = JobGroup.keep(context);
        WorkDirectory work = WorkDirectory.in(get(workDir()), context)) {
      TrainingResult trained =
          Training.of(settings)
              .telling(log)
              .on(table, work.of("shards"), plan -> place(plan, work, context));
      return copyValues(
          new NoiseConditionalScoreNetworkModel(
                  uid, trained.model().checkpoint(), new TrainingSummary(log.lines()))
              .setParent(this),
          ParamMap.empty());
    }
  }

  /** A training finds the checkpoints of an equal one, and of no other. */
  private String place(TrainingPlan plan, WorkDirectory work, SparkContext context) {
    if (!isSet(checkpointDir())) {
      return work.of("model");
    }
    Path checkpoints =
        new Storage(context.hadoopConfiguration())
            .path("checkpointDir", getOrDefault(checkpointDir()));
    return new Path(checkpoints, "ncsn-" + plan.hashWithEnd()).toString();
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return AddedColumns.schema(this, schema);
  }

  @Override
  public NoiseConditionalScoreNetwork copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return DefaultParamsWritable.super.write();
  }

  /** Returns the reader of saved estimators. */
  public static MLReader<NoiseConditionalScoreNetwork> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads a saved estimator. */
  public static NoiseConditionalScoreNetwork load(String path) {
    return read().load(path);
  }
}
