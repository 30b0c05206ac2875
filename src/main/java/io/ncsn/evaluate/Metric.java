package io.ncsn.evaluate;

import java.util.OptionalDouble;

/**
 * One figure of how near samples are to real rows.
 *
 * @param key short name for files and scripts, such as {@code sliced-wasserstein}
 * @param name the name people read
 * @param value of the samples against the held-out rows
 * @param floor the same figure of training rows against held-out rows: what perfect samples would
 *     get; empty without training rows
 * @param goal what a good value is
 * @param meaning one plain sentence: what is measured, and in what unit
 */
public record Metric(
    String key, String name, double value, OptionalDouble floor, Goal goal, String meaning) {

  /** What a good value is. */
  public enum Goal {
    /** The smaller, the better; the floor is as good as it gets. */
    SMALL,
    /** One half: samples and real rows cannot be told apart. */
    HALF,
    /** Near the floor; far below it means that training rows were memorised. */
    FLOOR
  }
}
