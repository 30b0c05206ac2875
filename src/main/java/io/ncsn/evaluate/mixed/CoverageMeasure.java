package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.mixed.Search.Found;
import io.ncsn.evaluate.mixed.Search.Metric;
import io.ncsn.evaluate.mixed.Search.Part;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Measures {@link Coverage}. */
final class CoverageMeasure {
  private static final int QUANTILES = 30;

  private final JavaSparkContext spark;
  private final Broadcast<Embedded[]> tables;

  private CoverageMeasure(JavaSparkContext spark, Broadcast<Embedded[]> tables) {
    this.spark = spark;
    this.tables = tables;
  }

  /**
   * Compares the first {@code rows} rows of each table, or as many as both tables of a comparison
   * have: how often the nearest row is of one table depends on how many rows the other has.
   */
  static Coverage of(JavaSparkContext spark, Broadcast<Embedded[]> tables, int rows) {
    CoverageMeasure measure = new CoverageMeasure(spark, tables);
    double[] values = measure.compare(1, rows);
    double[] floors =
        tables.value().length < 3
            ? new double[] {Double.NaN, Double.NaN}
            : measure.compare(2, rows);
    return new Coverage(Floors.judged(values[0], floors[0]), Floors.judged(values[1], floors[1]));
  }

  /** α-precision and β-recall of one table's rows. */
  private double[] compare(int table, int rows) {
    Embedded others = tables.value()[table];
    Embedded training = tables.value()[0];
    int count = Math.min(rows, Math.min(others.rows(), training.rows()));
    Part part = new Part(table, 0, count);
    Part real = new Part(0, 0, count);
    double[] own = new Search(real, real, Metric.EUCLIDEAN).run(spark, tables).distances();
    Centre centre = Centre.of(training, real.rows());
    double[] radii = Quantiles.even(centre.distances(training, real.rows()), QUANTILES);
    double[] distances = centre.distances(others, part.rows());
    double precision = likeTheDiagonal(k -> share(part.rows(), i -> distances[i] <= radii[k]));
    Found nearest = new Search(real, part, Metric.EUCLIDEAN).run(spark, tables);
    double[] fromOwnCentre = Centre.of(others, part.rows()).distances(others, part.rows());
    double[] chosen = Arrays.stream(nearest.rows()).mapToDouble(i -> fromOwnCentre[i]).toArray();
    double[] chosenRadii = Quantiles.even(chosen, QUANTILES);
    double recall =
        likeTheDiagonal(
            k ->
                share(
                    real.rows(),
                    i -> nearest.distances()[i] <= own[i] && chosen[i] <= chosenRadii[k]));
    return new double[] {precision, recall};
  }

  /** 1 − Σ|α − curve(α)| / Σα over the quantiles. */
  private static double likeTheDiagonal(IntToDoubleFunction curve) {
    double errors = 0;
    double sum = 0;
    for (int k = 0; k < QUANTILES; k++) {
      double alpha = k / (QUANTILES - 1.0);
      errors += Math.abs(alpha - curve.applyAsDouble(k));
      sum += alpha;
    }
    return 1 - errors / sum;
  }

  private static double share(int rows, IntPredicate holds) {
    return (double) IntStream.range(0, rows).filter(holds).count() / rows;
  }
}
