package io.ncsn.evaluate;

import io.ncsn.config.EvaluateSettings;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The figures of one table against the held-out rows.
 *
 * @param wasserstein sliced Wasserstein-2 distance
 * @param pairs metrics over pairs of rows
 * @param ks Kolmogorov–Smirnov distance of each column
 * @param correlations correlations of the columns that vary in the held-out rows
 * @param correlationDifference mean difference of {@code correlations} from the held-out rows'
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
record TwoSample(
    double wasserstein,
    PairMetrics pairs,
    List<Double> ks,
    double[][] correlations,
    double correlationDifference) {

  double greatestKs() {
    return ks.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  /** Computes the figures of tables against one reference. */
  static final class Comparer {
    private final JavaSparkContext spark;
    private final EvaluateSettings settings;
    private final Broadcast<Matrix> reference;
    private final List<Integer> live;
    private final double[][] correlations;

    /** Compares with {@code reference}, standardised; {@code live} are its columns that vary. */
    Comparer(
        JavaSparkContext spark,
        EvaluateSettings settings,
        Broadcast<Matrix> reference,
        List<Integer> live) {
      this.spark = spark;
      this.settings = settings;
      this.reference = reference;
      this.live = live;
      this.correlations = CorrelationMatrix.of(spark, reference.value(), live);
    }

    /** Correlations of the reference, [live][live]. */
    double[][] correlations() {
      return correlations;
    }

    /**
     * Figures of {@code table}, standardised as the reference is.
     *
     * @param pairRows rows of each table whose pairs are compared, at most as many as each has
     */
    TwoSample compare(Broadcast<Matrix> table, int pairRows) {
      double[][] own = CorrelationMatrix.of(spark, table.value(), live);
      return new TwoSample(
          SlicedWasserstein.distance(
              spark, reference, table, settings.projections(), settings.seed()),
          PairMetrics.of(spark, reference.value().head(pairRows), table.value().head(pairRows)),
          Marginals.distances(spark, reference, table),
          own,
          CorrelationMatrix.meanDifference(correlations, own));
    }
  }
}
