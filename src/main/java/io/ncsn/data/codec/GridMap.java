package io.ncsn.data.codec;

import java.util.Arrays;

/**
 * A distribution of few different numbers. Each owns the gap around it.
 *
 * @param values the numbers as text, ascending, [K]
 * @param ends where the interval of each number ends, ascending, [K]; the last is 1
 */
@SuppressWarnings("ArrayRecordComponent") // read by index on hot paths; never compared
public record GridMap(String[] values, float[] ends) implements NumberMap {
  /** Makes the distribution of numbers that were counted. */
  public static GridMap of(NumberLine line, long[] keys, long[] counts) {
    double total = Arrays.stream(counts).sum();
    String[] values = new String[keys.length];
    float[] ends = new float[keys.length];
    long below = 0;
    for (int k = 0; k < keys.length; k++) {
      below += counts[k];
      values[k] = line.text(keys[k]);
      ends[k] = (float) (below / total);
    }
    return new GridMap(values, ends);
  }

  @Override
  public String least() {
    return values[0];
  }

  @Override
  public String greatest() {
    return values[values.length - 1];
  }

  @Override
  public KeyMap over(NumberLine line) {
    long[] keys = new long[values.length];
    Arrays.setAll(keys, k -> line.parse(values[k]));
    return new Grid(line, keys, ends);
  }

  @Override
  public double logShare(double low, double high) {
    return Math.log(high - low);
  }

  private record Grid(NumberLine line, long[] keys, float[] ends) implements KeyMap {
    @Override
    public void spread(long key, double[] out, int at) {
      if (key < keys[0] || key > keys[keys.length - 1]) {
        out[at] = key < keys[0] ? 0 : 1;
        out[at + 1] = out[at];
        return;
      }
      int k = nearest(key);
      out[at] = k == 0 ? 0 : ends[k - 1];
      out[at + 1] = ends[k];
    }

    private int nearest(long key) {
      int found = Arrays.binarySearch(keys, key);
      if (found >= 0) {
        return found;
      }
      int above = -found - 1;
      if (above == 0 || above == keys.length) {
        return Math.min(above, keys.length - 1);
      }
      double toAbove = line.number(keys[above]) - line.number(key);
      double toBelow = line.number(key) - line.number(keys[above - 1]);
      return toBelow <= toAbove ? above - 1 : above;
    }

    @Override
    public long[] inside(long low, long high) {
      long[] found = Arrays.stream(keys).filter(key -> key >= low && key <= high).toArray();
      return found.length == 0 ? found : new long[] {found[0], found[found.length - 1]};
    }

    @Override
    public long key(double u) {
      int k = Arrays.binarySearch(ends, (float) u);
      // An end belongs to the next number; numbers whose interval is empty are passed over.
      int above = k >= 0 ? k + 1 : -k - 1;
      while (above < ends.length - 1 && ends[above] <= (float) u) {
        above++;
      }
      return keys[Math.min(above, keys.length - 1)];
    }
  }
}
