package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The cells that a column may have: some of its levels or states, and ranges of its numbers.
 *
 * @param column index of the column
 * @param first where the column's values begin in a stored row
 * @param channel the column's first channel: that of its first level or state, if it has any, or
 *     else that of its number
 * @param frequencies the share of each level or state in the training rows; empty if there are none
 * @param shares for each level or state, the share of its training rows that is in the set
 * @param numbers the numbers that are in the set
 * @param mend corrects written cells that stand for others
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record CellSet(
    int column,
    int first,
    int channel,
    double[] frequencies,
    double[] shares,
    NumberShares numbers,
    Mend mend)
    implements Serializable {
  private static final float ANYWHERE = 0.5f;

  /** Corrects a cell that stands for others of its column. */
  @FunctionalInterface
  public interface Mend extends Serializable {
    /** A cell of the set is written as it is. */
    Mend NONE = (row, ordinal, stored, random) -> {};

    /**
     * Writes a cell of the set, if that at {@code ordinal} is none.
     *
     * @param stored the value that stands for the cell
     * @param random different for each row
     */
    void cell(InternalRow row, int ordinal, float stored, long random);
  }

  /** Returns whether the set holds no numbers but levels and states. */
  public boolean hasLevelsAlone() {
    return numbers.isEmpty();
  }

  /** Returns the share of the training rows whose cell is in the set. */
  public double probability() {
    return frequencies.length == 0 ? numbers.length() : total(frequencies);
  }

  /**
   * Draws a cell as frequent as in the training rows into the stored row that begins at a place.
   */
  public void draw(UniformRandomProvider random, float[] stored, int row) {
    int level = frequencies.length == 0 ? 0 : level(random, frequencies, total(frequencies));
    put(level, number(level, random), stored, row);
  }

  /** Returns a number as frequent as in the training rows, where the level has one. */
  private float number(int level, UniformRandomProvider random) {
    return isNumber(level) ? numbers.draw(random) : ANYWHERE;
  }

  private boolean isNumber(int level) {
    return level == SpreadCodec.REGULAR && !numbers.isEmpty();
  }

  /**
   * Draws a cell by the probabilities of levels or states.
   *
   * @param probabilities rows of channels; that of the row begins at {@code channels}
   * @return the probability of the set
   */
  public double draw(
      float[] probabilities, int channels, UniformRandomProvider random, float[] stored, int row) {
    double[] of = new double[shares.length];
    Arrays.setAll(of, k -> probabilities[channels + channel + k]);
    double total = total(of);
    int level = level(random, of, total);
    put(level, number(level, random), stored, row);
    return total;
  }

  private double total(double[] probabilities) {
    double total = 0;
    for (int k = 0; k < shares.length; k++) {
      total += probabilities[k] * shares[k];
    }
    return total;
  }

  private int level(UniformRandomProvider random, double[] probabilities, double total) {
    double[] parts = new double[shares.length];
    Arrays.setAll(parts, k -> probabilities[k] * shares[k]);
    return place(random.nextDouble() * total, parts);
  }

  /**
   * Returns the level in whose part a number lies; if it is in none, the last that is asked for.
   */
  private int place(double number, double[] parts) {
    double left = number;
    int last = 0;
    for (int k = 0; k < parts.length; k++) {
      if (shares[k] > 0) {
        last = k;
        left -= parts[k];
        if (left < 0) {
          return k;
        }
      }
    }
    return last;
  }

  /**
   * Returns how probable the set is in a noised row. The number's channel without noise is taken
   * for normal, around its denoised value.
   *
   * @param denoised denoised rows of channels; this one begins at {@code channels}
   * @param deviation deviation of the normal distribution
   */
  public double probability(float[] denoised, int channels, double deviation) {
    double of = numbers.probability(denoised[numberChannel(channels)], deviation);
    double total = frequencies.length == 0 ? of : 0;
    for (int k = 0; k < shares.length; k++) {
      total += denoised[channels + channel + k] * (k == SpreadCodec.REGULAR ? of : shares[k]);
    }
    return total;
  }

  /** Draws a cell of the set as {@link #probability(float[], int, double)} has it. */
  public void draw(
      float[] denoised,
      int channels,
      double deviation,
      UniformRandomProvider random,
      float[] stored,
      int row) {
    double mean = denoised[numberChannel(channels)];
    double[] of = new double[shares.length];
    double total = 0;
    for (int k = 0; k < of.length; k++) {
      boolean regular = k == SpreadCodec.REGULAR;
      double share = regular ? numbers.probability(mean, deviation) : shares[k];
      of[k] = denoised[channels + channel + k] * share;
      total += of[k];
    }
    int level = of.length == 0 ? 0 : place(random.nextDouble() * total, of);
    put(level, isNumber(level) ? numbers.draw(mean, deviation, random) : ANYWHERE, stored, row);
  }

  private int numberChannel(int channels) {
    return channels + channel + frequencies.length;
  }

  private void put(int level, float share, float[] stored, int row) {
    int at = row + first;
    if (frequencies.length > 0) {
      stored[at++] = level;
    }
    if (mend instanceof NumberMend) {
      stored[at] = share;
      stored[at + 1] = share;
    }
  }

  /** Writes a cell of the set over one that stands for it, in a row whose columns begin there. */
  public void write(InternalRow row, int ordinal, float[] stored, int at, long random) {
    mend.cell(row, ordinal + column, stored[at + first], random);
  }
}
