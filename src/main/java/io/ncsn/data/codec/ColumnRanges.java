package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where the standardised training rows lie: what was learnt of each column's range and mean. With
 * {@code data.scale = column} every mean is 0 and the variance 1; with {@code global} or {@code
 * none} they are not.
 *
 * @param least the least value of each column, [dimension]
 * @param greatest the greatest value of each column, [dimension]
 * @param mean of each column, [dimension]; null, as in models of format 1: 0
 * @param variance of each column, [dimension]; null: 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record ColumnRanges(float[] least, float[] greatest, float[] mean, float[] variance)
    implements Serializable {
  public ColumnRanges {
    mean = mean == null ? new float[least.length] : mean;
    variance = variance == null ? ones(least.length) : variance;
  }

  /** Of rows of mean 0 and variance 1. */
  public static ColumnRanges standard(float[] least, float[] greatest) {
    return new ColumnRanges(least, greatest, null, null);
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
