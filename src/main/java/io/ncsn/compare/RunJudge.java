package io.ncsn.compare;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import io.ncsn.config.Measure;
import io.ncsn.config.Measure.Source;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.GatheredRows;
import io.ncsn.evaluate.GroundTruth.ComponentWeight;
import io.ncsn.evaluate.GroundTruth.FisherDivergence;
import io.ncsn.evaluate.GroundTruthEvaluation;
import io.ncsn.evaluate.Matrix;
import io.ncsn.evaluate.TableRows;
import io.ncsn.job.GridDensity;
import io.ncsn.job.SamplingResult;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.sample.Likelihood;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WavePace;
import java.util.Arrays;
import java.util.EnumMap;
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

  private final SparkSession spark;
  private final Storage storage;
  private final ComparedTables tables;
  private final ComparedModels models;
  private final Path root;

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
    this.storage = storage;
    this.tables = tables;
    this.models = models;
    this.root = root;
  }

  /**
   * Trains, samples and measures as far as the wanted measures need it. A measure that does not
   * apply gives NaN.
   */
  Map<Measure, Double> judge(EffectiveSettings settings, Set<Measure> wanted) {
    ComparedModel model = models.of(settings);
    Map<Measure, Double> values = new EnumMap<>(Measure.class);
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
    if (wanted.stream()
        .anyMatch(measure -> measure.source() == Source.SAMPLES || measure.comparesRows())) {
      addSamples(values, model, settings, wanted);
    }
    values.keySet().retainAll(wanted);
    wanted.forEach(measure -> values.putIfAbsent(measure, Double.NaN));
    return values;
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

  private void addSamples(
      Map<Measure, Double> values,
      ComparedModel model,
      EffectiveSettings settings,
      Set<Measure> wanted) {
    OutputDirectory output = new OutputDirectory(storage, new Path(root, "sampled").toString());
    storage.delete(output.samples());
    Settings asked = settings.settings();
    SamplingResult drawn =
        model
            .model()
            .sampler(asked.sample())
            .write(output.samples().toString(), new WavePace(asked.waves().seconds()));
    GatheredRows samples =
        TableRows.of(
            spark.read().parquet(output.samples().toString()),
            model.table().schema(),
            settings.settings().evaluate());
    storage.delete(output.root());
    values.put(Measure.EVALUATIONS, (double) drawn.evaluations());
    values.put(Measure.SAMPLE_SECONDS, drawn.seconds());
    values.put(Measure.NON_FINITE, drawn.nonFiniteShare());
    if (samples.matrix().rows() > 1) {
      addDistances(values, model, samples, settings.settings(), wanted);
    }
  }

  private void addDistances(
      Map<Measure, Double> values,
      ComparedModel model,
      GatheredRows samples,
      Settings settings,
      Set<Measure> wanted) {
    if (wanted.stream().anyMatch(Measure::comparesRows)) {
      EvaluationResult result = tables.evaluation(model.table(), samples, settings);
      wanted.stream()
          .filter(Measure::comparesRows)
          .forEach(measure -> values.put(measure, result.metric(measure).value()));
    }
    if (!wanted.contains(Measure.WEIGHT_ERROR)) {
      return;
    }
    tables
        .truth(model.table(), settings)
        .ifPresent(
            truth ->
                values.put(Measure.WEIGHT_ERROR, weightError(truth.weights(samples.matrix()))));
  }

  private static double weightError(List<ComponentWeight> weights) {
    return weights.stream()
        .mapToDouble(weight -> Math.abs(weight.recovered() - weight.expected()))
        .max()
        .orElseThrow();
  }
}
