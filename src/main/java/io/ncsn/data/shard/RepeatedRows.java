package io.ncsn.data.shard;

import io.ncsn.data.codec.RowReader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The rows of a partition, each as often as it counts. A row that comes in stands for some equal
 * ones: its first cell is the weight of each, the last but one their number, and the last a hash of
 * all other cells. It goes out {@code floor(number · weight / mean + u)} times, where u is the hash
 * as a number in [0, 1): in the mean over hashes, exactly {@code number · weight / mean}. It can
 * also go out {@code number} times if that is above 0, and else not at all.
 */
final class RepeatedRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final RowReader weights;
  private final double mean;
  private final boolean once;
  private final double[] weight = new double[1];
  private InternalRow row;
  private long left;

  /**
   * Makes an iterator.
   *
   * @param weights reads the weight; a row without one, which is malformed, counts once
   * @param mean the mean weight, above 0
   * @param once whether rows that are there go out once
   */
  RepeatedRows(Iterator<InternalRow> rows, RowReader weights, double mean, boolean once) {
    this.rows = rows;
    this.weights = weights;
    this.mean = mean;
    this.once = once;
  }

  @Override
  public boolean hasNext() {
    while (left == 0 && rows.hasNext()) {
      row = rows.next();
      left = copies();
    }
    return left > 0;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    left--;
    return row;
  }

  private long copies() {
    boolean good = weights.read(row, weight) == null;
    double share = good ? weight[0] / mean : 1;
    double uniform = (row.getLong(row.numFields() - 1) >>> 11) * 0x1p-53;
    long number = row.getLong(row.numFields() - 2);
    long drawn = (long) Math.floor(number * share + uniform);
    return once ? Math.min(drawn, 1) * number : drawn;
  }
}
