package io.ncsn.evaluate;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.EvaluationResult.RowCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Compares samples with held-out rows and gives each metric together with its floor: the same
 * metric of training rows against held-out rows.
 *
 * <p>Projections, columns and blocks of pairs run as Spark tasks; results are summed in a fixed
 * order, so that the figures do not depend on the cluster.
 */
public final class Evaluation {
  /** Rows of each table whose pairs are compared: the work grows with their square. */
  static final int PAIR_ROWS = 2000;

  private final JavaSparkContext spark;
  private final EvaluationTables tables;
  private final List<Integer> live;
  private final Optional<Matrix> unitTraining;
  private final Matrix unitReference;
  private final Matrix unitSamples;

  private Evaluation(JavaSparkContext spark, Scale scale, EvaluationTables tables) {
    this.spark = spark;
    this.tables = tables;
    Matrix reference = tables.reference().matrix();
    Scaler scaler = Standardiser.of(reference, scale);
    this.live =
        IntStream.range(0, reference.columns())
            .filter(j -> Standardiser.varies(reference, j))
            .boxed()
            .toList();
    this.unitReference = Standardiser.apply(reference, scaler);
    this.unitSamples = Standardiser.apply(tables.samples().matrix(), scaler);
    this.unitTraining = tables.training().map(rows -> Standardiser.apply(rows.matrix(), scaler));
  }

  /**
   * Compares samples with held-out rows.
   *
   * @param scale how the model's rows were standardised; metrics are in units of the held-out rows
   *     standardised that way
   */
  public static EvaluationResult of(
      JavaSparkContext spark, EvaluateSettings settings, Scale scale, EvaluationTables tables) {
    return new Evaluation(spark, scale, tables).run(settings);
  }

  private EvaluationResult run(EvaluateSettings settings) {
    Broadcast<Matrix> reference = spark.broadcast(unitReference);
    Broadcast<Matrix> samples = spark.broadcast(unitSamples);
    Optional<Broadcast<Matrix>> training = unitTraining.map(spark::broadcast);
    TwoSample.Comparer comparer = new TwoSample.Comparer(spark, settings, reference, live);
    TwoSample judged = comparer.compare(samples, pairRows());
    Optional<TwoSample> floor = training.map(rows -> comparer.compare(rows, pairRows()));
    List<Metric> metrics = new ArrayList<>(twoSampleMetrics(judged, floor));
    training.ifPresent(rows -> metrics.addAll(closestMetrics(rows)));
    EvaluationResult result =
        new EvaluationResult(
            counts(),
            metrics,
            columns(judged, floor),
            correlations(comparer.correlations(), judged.correlations()),
            Optional.empty(),
            Optional.empty());
    reference.destroy();
    samples.destroy();
    training.ifPresent(Broadcast::destroy);
    return result;
  }

  /**
   * As many rows of each table, so that chance alone gives a nearest-neighbour accuracy of one
   * half.
   */
  private int pairRows() {
    int rows = Math.min(PAIR_ROWS, Math.min(unitReference.rows(), unitSamples.rows()));
    return unitTraining.map(training -> Math.min(rows, training.rows())).orElse(rows);
  }

  private static List<Metric> twoSampleMetrics(TwoSample judged, Optional<TwoSample> floor) {
    return List.of(
        new Metric(
            Measure.SLICED_WASSERSTEIN,
            judged.wasserstein(),
            floorOf(floor.map(TwoSample::wasserstein))),
        new Metric(Measure.MMD2, judged.pairs().mmd2(), floorOf(floor.map(f -> f.pairs().mmd2()))),
        new Metric(Measure.KS_MAX, judged.greatestKs(), floorOf(floor.map(TwoSample::greatestKs))),
        new Metric(
            Measure.CORRELATION_DIFFERENCE,
            judged.correlationDifference(),
            floorOf(floor.map(TwoSample::correlationDifference))),
        new Metric(
            Measure.ONE_NN_ACCURACY,
            judged.pairs().accuracy(),
            floorOf(floor.map(f -> f.pairs().accuracy()))));
  }

  private List<Metric> closestMetrics(Broadcast<Matrix> training) {
    ClosestRows samples = ClosestRows.of(spark, unitSamples.head(PAIR_ROWS), training);
    ClosestRows heldOut = ClosestRows.of(spark, unitReference.head(PAIR_ROWS), training);
    return List.of(
        new Metric(
            Measure.CLOSEST_TRAINING_ROW_MEDIAN,
            samples.median(),
            OptionalDouble.of(heldOut.median())),
        new Metric(
            Measure.CLOSEST_TRAINING_ROW_1PCT, samples.low(), OptionalDouble.of(heldOut.low())));
  }

  private RowCounts counts() {
    return new RowCounts(
        unitReference.rows(),
        unitSamples.rows(),
        unitTraining.map(Matrix::rows).orElse(0),
        tables.reference().nonFinite(),
        tables.samples().nonFinite());
  }

  private List<ColumnComparison> columns(TwoSample judged, Optional<TwoSample> floor) {
    Broadcast<Matrix> reference = spark.broadcast(tables.reference().matrix());
    Broadcast<Matrix> samples = spark.broadcast(tables.samples().matrix());
    List<Histogram> histograms = Marginals.histograms(spark, reference, samples);
    reference.destroy();
    samples.destroy();
    return IntStream.range(0, histograms.size())
        .mapToObj(
            j ->
                new ColumnComparison(
                    tables.columns().get(j),
                    judged.ks().get(j),
                    floorOf(floor.map(f -> f.ks().get(j))),
                    histograms.get(j)))
        .toList();
  }

  private Optional<Correlations> correlations(double[][] real, double[][] sampled) {
    int shown = Math.min(Correlations.SHOWN, live.size());
    if (shown < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Correlations(
            live.stream().limit(shown).map(tables.columns()::get).toList(),
            corner(real, shown),
            corner(sampled, shown)));
  }

  private static double[][] corner(double[][] matrix, int size) {
    return IntStream.range(0, size)
        .mapToObj(i -> Arrays.copyOf(matrix[i], size))
        .toArray(double[][]::new);
  }

  private static OptionalDouble floorOf(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }
}
