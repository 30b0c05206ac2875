package io.ncsn.evaluate;

import java.util.List;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** Compares two tables column by column, one task a few columns. */
final class Marginals {
  private Marginals() {}

  /**
   * Kolmogorov–Smirnov distances sup |F − G| of the columns' empirical distributions, [columns].
   */
  static List<Double> distances(
      JavaSparkContext spark, Broadcast<Matrix> first, Broadcast<Matrix> second) {
    return OrderedTasks.map(
        spark,
        first.value().columns(),
        j ->
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovStatistic(first.value().column(j), second.value().column(j)));
  }

  /** Histograms of the columns over bins of the first table, [columns]. */
  static List<Histogram> histograms(
      JavaSparkContext spark, Broadcast<Matrix> real, Broadcast<Matrix> sampled) {
    return OrderedTasks.map(
        spark,
        real.value().columns(),
        j -> MarginalBins.histogram(real.value().column(j), sampled.value().column(j)));
  }
}
