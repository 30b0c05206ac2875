package io.ncsn.data.plan;

import java.io.Serializable;

/**
 * The limits by which columns are planned: how often a value, and how many different ones, make a
 * column what it is, and how many are counted and kept.
 *
 * @param stateShare share of the rows from which on a single value is a state
 * @param mostLevels greatest number of different numbers that are taken as levels
 * @param mostGrid greatest number of different numbers of which each keeps its own place
 * @param mostCodes greatest number of levels with a code of their own
 * @param counted greatest number of different cells that the pass over all columns counts one by
 *     one; columns that have more are counted by themselves
 * @param kept greatest number of levels that a model keeps, the most frequent ones
 * @param quantiles number of quantiles that describe a column of more different numbers
 */
public record PlanLimits(
    double stateShare,
    int mostLevels,
    int mostGrid,
    int mostCodes,
    int counted,
    int kept,
    int quantiles)
    implements Serializable {
  private static final int COUNTED = 1 << 16;
  private static final int KEPT = 1 << 20;
  private static final int QUANTILES = 1000;

  /** Makes limits that count and keep as many cells as memory allows. */
  PlanLimits(double stateShare, int mostLevels, int mostGrid, int mostCodes) {
    this(stateShare, mostLevels, mostGrid, mostCodes, COUNTED, KEPT, QUANTILES);
  }

  /** Returns these limits, of at most so many places and quantiles. */
  PlanLimits ofPlaces(int most) {
    return new PlanLimits(
        stateShare,
        mostLevels,
        Math.min(mostGrid, most),
        mostCodes,
        counted,
        kept,
        Math.min(quantiles, most));
  }

  /** Returns these limits with other numbers of counted cells and kept levels. */
  PlanLimits counting(int cells, int levels) {
    return new PlanLimits(stateShare, mostLevels, mostGrid, mostCodes, cells, levels, quantiles);
  }
}
