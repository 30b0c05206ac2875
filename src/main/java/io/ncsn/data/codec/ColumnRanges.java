package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The ranges, means and variances of the standardised training rows. With {@code data.scale =
 * column} every mean is 0 and every variance 1; with {@code global} or {@code none} they are not.
 *
 * @param least the least value of each column, [dimension]
 * @param greatest the greatest value of each column, [dimension]
 * @param mean mean of each column, [dimension]; null, as in models of format 1, means 0
 * @param variance variance of each column, [dimension]; null means 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record ColumnRanges(float[] least, float[] greatest, float[] mean, float[] variance)
    implements Serializable {
  public ColumnRanges {
    mean = mean == null ? new float[least.length] : mean;
    variance = variance == null ? ones(least.length) : variance;
  }

  /** Returns ranges of rows with mean 0 and variance 1. */
  public static ColumnRanges standard(float[] least, float[] greatest) {
    return new ColumnRanges(least, greatest, null, null);
  }

  /** Returns the ranges of the channels from {@code first} on. */
  public ColumnRanges from(int first) {
    return new ColumnRanges(
        Arrays.copyOfRange(least, first, least.length),
        Arrays.copyOfRange(greatest, first, greatest.length),
        Arrays.copyOfRange(mean, first, mean.length),
        Arrays.copyOfRange(variance, first, variance.length));
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
