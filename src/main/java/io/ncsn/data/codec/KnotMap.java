package io.ncsn.data.codec;

import java.util.Arrays;

/**
 * A distribution of many different numbers, which is linear between knots. Numbers are whole
 * multiples of a step from the least one on, or of a power of 10, and each owns the distribution
 * from half a step below it to half a step above it.
 *
 * @param least the least number, as text
 * @param greatest the greatest number, as text
 * @param step distance of neighbours, counted from {@code least}; of floating-point numbers 10 to
 *     the power of −decimals, counted from 0; 0 if they have none
 * @param decimals greatest number of decimals of a floating-point number; −1 if it is not known
 * @param knots numbers at which the slope changes, ascending, [K]; for other than floating-point
 *     numbers their distance from {@code least}
 * @param shares the share of the distribution below each knot, ascending, [K]
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record KnotMap(
    String least, String greatest, double step, int decimals, double[] knots, double[] shares)
    implements NumberMap {
  /** What a decimal number times a power of 10 may differ from a whole number by. */
  private static final double ROUNDING = 1e-6;

  @Override
  public KeyMap over(NumberLine line) {
    long low = line.parse(least);
    long high = line.parse(greatest);
    return line.isReal() ? new Reals(line, low, high, this) : new Wholes(low, high, this);
  }

  @Override
  public double logShare(double low, double high) {
    boolean isBeyond = low < shares[0] || low > shares[shares.length - 1]; // only without a step
    return Math.log(step > 0 ? high - low : isBeyond ? 0 : density(low));
  }

  /** Returns the slope of the distribution at the number below which {@code share} lies. */
  private double density(double share) {
    int found = Arrays.binarySearch(shares, share);
    int above = Math.max(1, Math.min(found >= 0 ? found : -found - 1, shares.length - 1));
    return (shares[above] - shares[above - 1]) / (knots[above] - knots[above - 1]);
  }

  /** The share of numbers below the range: as a float, as rows are stored, that of the least. */
  private double justBelow() {
    return Math.nextDown(shares[0]);
  }

  private double justAbove() {
    return Math.nextUp(shares[shares.length - 1]);
  }

  private double share(double number) {
    return interpolate(knots, shares, number);
  }

  private double number(double share) {
    return interpolate(shares, knots, share);
  }

  private void spread(double number, double[] values, int at) {
    double from = share(number - step / 2);
    values[at] = from;
    values[at + 1] = Math.max(from, share(number + step / 2));
  }

  private static double interpolate(double[] from, double[] to, double x) {
    int found = Arrays.binarySearch(from, x);
    if (found >= 0) {
      return to[found];
    }
    int above = -found - 1;
    if (above == 0 || above == from.length) {
      return to[Math.min(above, from.length - 1)];
    }
    double part = (x - from[above - 1]) / (from[above] - from[above - 1]);
    return to[above - 1] + part * (to[above] - to[above - 1]);
  }

  /** Integers, decimals, dates and timestamps. */
  private record Wholes(long low, long high, KnotMap map) implements KeyMap {
    @Override
    public void spread(long key, double[] values, int at) {
      map.spread((double) key - low, values, at);
    }

    @Override
    public long[] inside(long from, long to) {
      double first = Math.ceil(((double) Math.max(from, low) - low) / map.step);
      double last = Math.floor(((double) Math.min(to, high) - low) / map.step);
      return first > last
          ? new long[0]
          : new long[] {low + (long) first * (long) map.step, low + (long) last * (long) map.step};
    }

    @Override
    public long key(double u) {
      double steps = Math.rint(map.number(u) / map.step);
      double most = Math.floor(((double) high - low) / map.step);
      long distance = (long) Math.max(0, Math.min(most, steps)) * (long) map.step;
      return Math.max(low, Math.min(high, low + distance));
    }
  }

  /** Floating-point numbers. */
  private record Reals(NumberLine line, long low, long high, KnotMap map) implements KeyMap {
    @Override
    public void spread(long key, double[] values, int at) {
      if (map.step == 0 && (key < low || key > high)) {
        Arrays.fill(values, at, at + 2, key < low ? map.justBelow() : map.justAbove());
      } else {
        map.spread(line.number(key), values, at);
      }
    }

    @Override
    public long[] inside(long from, long to) {
      long first = Math.max(from, low);
      long last = Math.min(to, high);
      if (map.decimals >= 0) {
        double one = Math.pow(10, map.decimals);
        first = line.nearest(Math.ceil(line.number(first) * one - ROUNDING) / one);
        last = line.nearest(Math.floor(line.number(last) * one + ROUNDING) / one);
      }
      return first > last ? new long[0] : new long[] {first, last};
    }

    @Override
    public long key(double u) {
      double number = map.number(u);
      if (map.decimals >= 0) {
        double one = Math.pow(10, map.decimals);
        number = Math.rint(number * one) / one;
      }
      return Math.max(low, Math.min(high, line.nearest(number)));
    }
  }
}
