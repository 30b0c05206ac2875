package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.DecimalType;

/**
 * A column's numbers in units of a last decimal.
 *
 * @param unit how many units are 1
 * @param levels the only amounts that the column may have, ascending; null if it may have all
 * @param least the least amount of the training rows
 * @param greatest the greatest
 */
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record Amounts(NumberLine line, long unit, long[] levels, long least, long greatest)
    implements Serializable {
  /** Stands for a number that has more decimals, or too many digits. */
  public static final long NONE = Long.MIN_VALUE;

  /** So few that sums of some of them do not overflow. */
  private static final double MOST = 0x1p52;

  private static final double ROUNDING = 1e-6;

  static Amounts of(ColumnCodec column, int decimals) {
    KeyedCodec keyed = (KeyedCodec) column;
    NumberLine line = keyed.line();
    Amounts all = on(line, decimals);
    if (column instanceof LevelCodec few) {
      long[] levels =
          few.values().stream().mapToLong(v -> all.of(line.parse(v))).sorted().toArray();
      return new Amounts(line, all.unit, levels, levels[0], levels[levels.length - 1]);
    }
    SpreadCodec spread = (SpreadCodec) column;
    return new Amounts(line, all.unit, null, all.of(spread.least()), all.of(spread.greatest()));
  }

  /** Returns the amounts of all numbers of a line. */
  public static Amounts on(NumberLine line, int decimals) {
    return new Amounts(
        line, Math.round(Math.pow(10, decimals)), null, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** Returns the amount of a cell, or {@link #NONE}. */
  public long of(long key) {
    double amount = line.value(key) * unit;
    double whole = Math.rint(amount);
    return Math.abs(amount - whole) <= ROUNDING && Math.abs(whole) <= MOST ? (long) whole : NONE;
  }

  /** Returns the cell of an amount. */
  long key(long amount) {
    if (line.isReal()) {
      return line.nearest((double) amount / unit);
    }
    long scale =
        line.dataType() instanceof DecimalType decimal
            ? Math.round(Math.pow(10, decimal.scale()))
            : 1;
    return scale >= unit ? amount * (scale / unit) : amount / (unit / scale);
  }

  /** Returns the nearest amount that the column may have, or {@code from} if that is not known. */
  long nearest(long amount, long from) {
    if (levels == null) {
      return Math.max(least, Math.min(greatest, amount));
    }
    return Arrays.binarySearch(levels, amount) >= 0 ? amount : from;
  }
}
