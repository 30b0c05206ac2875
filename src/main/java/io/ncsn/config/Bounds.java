package io.ncsn.config;

/**
 * An interval of allowed numbers, and how to say it.
 *
 * @param words such as {@code "above 0"}
 */
public record Bounds(double least, boolean leastIncluded, double below, String words) {
  public static final Bounds POSITIVE =
      new Bounds(0, false, Double.POSITIVE_INFINITY, "a number above 0");
  public static final Bounds NOT_NEGATIVE =
      new Bounds(0, true, Double.POSITIVE_INFINITY, "a number of at least 0");

  /** Values whose square and inverse square fit in a float. */
  public static final Bounds SIGMA =
      new Bounds(1e-15, true, 1e15, "a number from 1e-15 to below 1e15");

  /** Exponents for which powers of σ fit in a float, for the σ of standardised tables. */
  public static final Bounds POWER = new Bounds(0, true, 10, "a number from 0 to below 10");

  public static final Bounds ANY =
      new Bounds(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, "a number");

  public static final Bounds FRACTION = new Bounds(0, true, 1, "a number from 0 to below 1");

  public boolean contains(double value) {
    boolean highEnough = leastIncluded ? value >= least : value > least;
    return highEnough && value < below && Double.isFinite(value);
  }
}
