package io.ncsn.compare;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import io.ncsn.config.Measure;
import io.ncsn.config.Measure.Source;
import io.ncsn.evaluate.GroundTruth.FisherDivergence;
import io.ncsn.evaluate.GroundTruthEvaluation;
import io.ncsn.evaluate.Matrix;
import io.ncsn.job.GridDensity;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.output.Storage;
import io.ncsn.sample.Likelihood;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Does the job of a run with the same parts as the other commands, and measures the result. */
final class RunJudge {
  /** Number of held-out rows whose log-density is computed. */
  static final int LIKELIHOOD_ROWS = 2000;

  /**
   * For the Fisher divergence: the number of points per level times columns, and the least number
   * of points.
   */
  private static final int TRUTH_POINTS = 20_000;

  private static final int LEAST_TRUTH_POINTS = 500;

  private static final Set<Source> OF_SAMPLES =
      EnumSet.of(Source.SAMPLES, Source.ROWS, Source.MIXED_ROWS);

  private final SparkSession spark;
  private final ComparedTables tables;
  private final ComparedModels models;
  private final SampleJudge samples;

  /**
   * Makes the judge.
   *
   * @param root directory for the samples of a run, which are deleted after measuring
   */
  RunJudge(
      SparkSession spark,
      Storage storage,
      ComparedTables tables,
      ComparedModels models,
      Path root) {
    this.spark = spark;
    this.tables = tables;
    this.models = models;
    this.samples = new SampleJudge(spark, storage, tables, root);
  }

  /**
   * Trains, samples and measures as far as the wanted measures need it. A measure that does not
   * apply gives NaN.
   */
  Figures judge(EffectiveSettings settings, Set<Measure> wanted) {
    ComparedModel model = models.of(settings);
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
    Map<Measure, Double> floors = new EnumMap<>(Measure.class);
    values.put(Measure.COLUMNS, (double) model.table().schema().dimension());
    values.put(Measure.HOLDOUT_LOSS, model.holdoutLoss());
    values.put(Measure.TRAIN_SECONDS, model.trainSeconds());
    values.put(Measure.STEP_SECONDS, model.stepSeconds());
    if (wanted.contains(Measure.FISHER) || wanted.contains(Measure.WEIGHTED_FISHER)) {
      tables
          .truth(model.table(), settings.settings())
          .ifPresent(truth -> addFisher(values, model, truth, settings.settings()));
    }
    if (wanted.contains(Measure.LOG_LIKELIHOOD)) {
      values.put(Measure.LOG_LIKELIHOOD, logLikelihood(model, settings.settings()));
    }
    if (wanted.stream().anyMatch(measure -> OF_SAMPLES.contains(measure.source()))) {
      Figures figures = samples.judge(model, settings, wanted);
      values.putAll(figures.values());
      floors.putAll(figures.floors());
    }
    values.keySet().retainAll(wanted);
    floors.keySet().retainAll(wanted);
    wanted.forEach(measure -> values.putIfAbsent(measure, Double.NaN));
    return new Figures(values, floors);
  }

  private static void addFisher(
      Map<Measure, Double> values,
      ComparedModel model,
      GroundTruthEvaluation truth,
      Settings settings) {
    try (ScoreNetwork network = model.model().network()) {
      List<FisherDivergence> levels =
          truth.fisher(
              network,
              model.model().description().schedule().levels(),
              Math.max(LEAST_TRUTH_POINTS, TRUTH_POINTS / model.table().schema().dimension()),
              settings.evaluate().seed());
      values.put(Measure.FISHER, levels.get(levels.size() - 1).divergence());
      values.put(
          Measure.WEIGHTED_FISHER,
          levels.stream().mapToDouble(FisherDivergence::weighted).average().orElseThrow());
    }
  }

  private double logLikelihood(ComparedModel model, Settings settings) {
    Matrix rows = tables.heldOut(model.table(), settings.evaluate()).matrix().head(LIKELIHOOD_ROWS);
    if (!model.model().description().network().conditional()) {
      return GridDensity.logLikelihood(model.model(), rows);
    }
    Dataset<Row> densities = model.model().densities(settings.likelihood()).ofArrays(asTable(rows));
    Row mean = densities.agg(avg(col(Likelihood.LOG_DENSITY))).first();
    return mean.isNullAt(0) ? Double.NaN : mean.getDouble(0);
  }

  private Dataset<Row> asTable(Matrix matrix) {
    List<Row> rows =
        IntStream.range(0, matrix.rows())
            .mapToObj(
                i -> RowFactory.create((Object) Arrays.stream(matrix.row(i)).boxed().toArray()))
            .toList();
    return spark
        .createDataFrame(
            rows,
            new StructType().add("row", DataTypes.createArrayType(DataTypes.DoubleType), false))
        .repartition(spark.sparkContext().defaultParallelism());
  }
}
