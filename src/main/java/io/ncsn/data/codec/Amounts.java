package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.types.DecimalType;

/**
 * A column's numbers in units of a last decimal.
 *
 * @param unit how many units are 1
 * @param step how many units the column's own last decimal is
 * @param levels the only amounts that the column may have, ascending; empty if it may have all
 * @param least the least amount of the training rows
 * @param greatest the greatest
 */
@SuppressWarnings("ArrayRecordComponent") // read by index; never compared
public record Amounts(
    NumberLine line, long unit, long step, long[] levels, long least, long greatest)
    implements Serializable {
  /** Stands for a number that has more decimals, or too many digits. */
  public static final long NONE = Long.MIN_VALUE;

  /** So few that sums of some of them do not overflow. */
  private static final double MOST = 0x1p52;

  private static final double ROUNDING = 1e-6;
  private static final double MOST_ROUNDING = 0.25;

  /**
   * Returns the amounts of a column.
   *
   * @param decimals number of decimals of the unit
   * @param own the column's own decimals, which are not more
   */
  static Amounts of(ColumnCodec column, int decimals, int own) {
    NumberLine line = ((KeyedCodec) column).line();
    Amounts all = on(line, decimals);
    long step = power(decimals - own);
    if (column instanceof LevelCodec few) {
      long[] levels =
          few.values().stream()
              .mapToLong(value -> all.of(line.parse(value)))
              .filter(amount -> amount != NONE)
              .sorted()
              .toArray();
      return new Amounts(line, all.unit, step, levels, 0, 0);
    }
    SpreadCodec spread = (SpreadCodec) column;
    double least = line.value(spread.least()) * all.unit / step;
    double greatest = line.value(spread.greatest()) * all.unit / step;
    return new Amounts(
        line,
        all.unit,
        step,
        new long[0],
        (long) Math.ceil(least - ROUNDING) * step,
        (long) Math.floor(greatest + ROUNDING) * step);
  }

  /** Returns the amounts of all numbers of a line. */
  public static Amounts on(NumberLine line, int decimals) {
    return new Amounts(line, power(decimals), 1, new long[0], -Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private static long power(int decimals) {
    return Math.round(Math.pow(10, decimals));
  }

  /** Returns the amount of a cell, or {@link #NONE}. */
  public long of(long key) {
    double value = line.value(key);
    double amount = value * unit;
    double whole = Math.rint(amount);
    double digit = line.type().equals("float") ? Math.ulp((float) value) * unit : Math.ulp(amount);
    double rounding = Math.min(MOST_ROUNDING, Math.max(ROUNDING, 2 * digit));
    return Math.abs(amount - whole) <= rounding && Math.abs(whole) <= MOST ? (long) whole : NONE;
  }

  /** Returns the cell of an amount. */
  long key(long amount) {
    if (line.isReal()) {
      return line.nearest((double) amount / unit);
    }
    long scale = line.dataType() instanceof DecimalType decimal ? power(decimal.scale()) : 1;
    return scale >= unit ? amount * (scale / unit) : amount / (unit / scale);
  }

  /** Returns the nearest amount that the column may have. */
  long nearest(long amount) {
    if (levels.length == 0) {
      long rounded = Math.floorDiv(amount + step / 2, step) * step;
      return Math.max(least, Math.min(greatest, rounded));
    }
    int found = Arrays.binarySearch(levels, amount);
    if (found >= 0) {
      return amount;
    }
    int above = Math.min(-found - 1, levels.length - 1);
    int below = Math.max(above - 1, 0);
    return levels[amount - levels[below] <= levels[above] - amount ? below : above];
  }
}
