package io.ncsn.config;

/**
 * An interval of allowed numbers, and how to say it.
 *
 * @param words such as {@code "above 0"}
 */
record Bounds(double least, boolean leastIncluded, double below, String words) {
  static final Bounds POSITIVE = new Bounds(0, false, Double.POSITIVE_INFINITY, "a number above 0");
  static final Bounds NOT_NEGATIVE =
      new Bounds(0, true, Double.POSITIVE_INFINITY, "a number of at least 0");
  static final Bounds FRACTION = new Bounds(0, true, 1, "a number from 0 to below 1");

  boolean contains(double value) {
    boolean highEnough = leastIncluded ? value >= least : value > least;
    return highEnough && value < below && Double.isFinite(value);
  }
}
