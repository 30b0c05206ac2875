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
 * @param channel the first channel of its levels or states; −1 if it has none
 * @param frequencies the share of each level or state in the training rows; empty if there are none
 * @param shares for each level or state, the share of its training rows that is in the set
 * @param ranges parts of the cumulative distribution of the column's numbers, ascending, [ranges,
 *     2]; empty if no number is in the set
 * @param mend corrects written cells that stand for others
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record CellSet(
    int column,
    int first,
    int channel,
    double[] frequencies,
    double[] shares,
    double[][] ranges,
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
    return ranges.length == 0;
  }

  /** Returns the share of the training rows whose cell is in the set. */
  public double probability() {
    return frequencies.length == 0 ? length() : total(frequencies);
  }

  private double length() {
    return Arrays.stream(ranges).mapToDouble(range -> range[1] - range[0]).sum();
  }

  /**
   * Draws a cell as frequent as in the training rows into the stored row that begins at a place.
   */
  public void draw(UniformRandomProvider random, float[] stored, int row) {
    int level = frequencies.length == 0 ? 0 : level(random, frequencies, total(frequencies));
    put(level, random, stored, row);
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
    put(level(random, of, total), random, stored, row);
    return total;
  }

  private double total(double[] probabilities) {
    double total = 0;
    for (int k = 0; k < shares.length; k++) {
      total += probabilities[k] * shares[k];
    }
    return total;
  }

  /** Draws a level of the set; the last one if no level has a probability above 0. */
  private int level(UniformRandomProvider random, double[] probabilities, double total) {
    double left = random.nextDouble() * total;
    int last = 0;
    for (int k = 0; k < shares.length; k++) {
      if (shares[k] > 0) {
        last = k;
        left -= probabilities[k] * shares[k];
        if (left < 0) {
          return k;
        }
      }
    }
    return last;
  }

  private void put(int level, UniformRandomProvider random, float[] stored, int row) {
    int at = row + first;
    boolean isNumber = ranges.length > 0 && level == SpreadCodec.REGULAR;
    if (frequencies.length > 0) {
      stored[at++] = level;
    }
    if (hasNumbers()) {
      float share = isNumber ? number(random) : ANYWHERE;
      stored[at] = share;
      stored[at + 1] = share;
    }
  }

  private boolean hasNumbers() {
    return mend instanceof NumberMend;
  }

  private float number(UniformRandomProvider random) {
    double left = random.nextDouble() * length();
    for (double[] range : ranges) {
      if (left < range[1] - range[0]) {
        return (float) (range[0] + left);
      }
      left -= range[1] - range[0];
    }
    return (float) ranges[ranges.length - 1][1];
  }

  /** Returns whether a stored row's cell is in the set; for sets that hold numbers. */
  public boolean holds(float[] stored, int row) {
    int at = row + first;
    if (frequencies.length > 0 && stored[at] != SpreadCodec.REGULAR) {
      return shares[(int) stored[at]] > 0;
    }
    float share = stored[frequencies.length > 0 ? at + 1 : at];
    return Arrays.stream(ranges).anyMatch(range -> share >= range[0] && share < range[1]);
  }

  /** Copies the cell's values from a stored row to another. */
  public void copy(float[] from, int row, float[] to, int otherRow) {
    int width = (frequencies.length > 0 ? 1 : 0) + (hasNumbers() ? 2 : 0);
    System.arraycopy(from, row + first, to, otherRow + first, width);
  }

  /** Writes a cell of the set over one that stands for it, in a row whose columns begin there. */
  public void write(InternalRow row, int ordinal, float[] stored, int at, long random) {
    mend.cell(row, ordinal + column, stored[at + first], random);
  }
}
