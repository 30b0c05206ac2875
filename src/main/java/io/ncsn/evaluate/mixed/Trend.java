package io.ncsn.evaluate.mixed;

import java.util.List;

/**
 * How far pairs of columns are off: half the difference of Pearson's correlations for two numbers,
 * else the total variation of the joint table with numbers cut into ten bins of equal width. A
 * vector is one column: of all pairs of two columns, the mean counts.
 *
 * @param ownBins the pairs' mean with bins over each table's own range, as SDMetrics' Column Pair
 *     Trends: 1 minus its score. One outlier moves all bins of a table
 * @param trainingBins the pairs' mean with the training table's bins for all tables
 * @param pairs the pairs, in the table's order, without those whose training correlation is not
 *     defined
 */
public record Trend(Judged ownBins, Judged trainingBins, List<PairTrend> pairs) {
  public Trend {
    pairs = List.copyOf(pairs);
  }

  /**
   * One pair of columns.
   *
   * @param first the earlier column's name
   * @param second the later column's name
   * @param ownBins error with bins over each table's own range
   * @param trainingBins error with the training table's bins
   */
  public record PairTrend(String first, String second, Judged ownBins, Judged trainingBins) {}
}
