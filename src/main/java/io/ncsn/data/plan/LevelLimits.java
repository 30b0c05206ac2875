package io.ncsn.data.plan;

import java.io.Serializable;

/**
 * How many levels of a column are looked at, and how many are kept.
 *
 * @param counted greatest number of different cells that the pass over all columns counts one by
 *     one; columns that have more are counted by themselves
 * @param kept greatest number of levels that a model keeps, the most frequent ones
 */
public record LevelLimits(int counted, int kept) implements Serializable {
  /** What memory allows. */
  public static final LevelLimits DEFAULT = new LevelLimits(1 << 16, 1 << 20);
}
