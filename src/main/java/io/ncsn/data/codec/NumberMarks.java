package io.ncsn.data.codec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The numbers, dates or timestamps, and the states, that have been asked for of a column. */
final class NumberMarks implements TextSet.Marks {
  private final SpreadCodec column;
  private final NumberMap.KeyMap map;
  private final boolean[] states;
  private final List<long[]> ranges = new ArrayList<>();

  NumberMarks(SpreadCodec column) {
    this.column = column;
    this.map = column.map().over(column.line());
    this.states = new boolean[column.frequencies().length];
  }

  @Override
  public void addNull() {
    states[column.nullLevel()] = true;
  }

  @Override
  public boolean add(String text, TextCell cells) {
    long key = cells.key(text);
    return addStates(key, key) || add(key, key);
  }

  private boolean addStates(long low, long high) {
    boolean isAny = false;
    for (int k = 0; k < column.states().size(); k++) {
      long key = column.line().parse(column.states().get(k));
      if (key >= low && key <= high) {
        states[k + 1] = true;
        isAny = true;
      }
    }
    return isAny;
  }

  @Override
  public boolean add(long low, long high) {
    boolean isAny = addStates(low, high);
    long[] inside = map.inside(low, high);
    if (inside.length == 0 || length(shares(inside)) <= 0) {
      return isAny;
    }
    ranges.add(inside);
    return true;
  }

  /** Returns the part of the cumulative distribution that a range of keys owns. */
  private double[] shares(long[] range) {
    double[] ends = new double[4];
    map.spread(range[0], ends, 0);
    map.spread(range[1], ends, 2);
    return new double[] {ends[0], ends[3]};
  }

  private static double length(double[] range) {
    return range[1] - range[0];
  }

  @Override
  public CellSet set(int index, int first, int channel) {
    long[][] joined = joined();
    double[][] owned = new double[joined.length][];
    double regular = 0;
    for (int i = 0; i < owned.length; i++) {
      owned[i] = shares(joined[i]);
      regular += length(owned[i]);
    }
    double[] shares = new double[states.length];
    for (int k = 0; k < states.length; k++) {
      shares[k] = k == SpreadCodec.REGULAR ? regular : states[k] ? 1 : 0;
    }
    return new CellSet(
        index,
        first,
        channel,
        column.frequencies(),
        shares,
        new NumberShares(owned),
        new NumberMend(column.line(), states.length > 0, joined));
  }

  /** Returns the ranges without what they have in common, ascending. */
  private long[][] joined() {
    ranges.sort(Comparator.comparingLong(range -> range[0]));
    List<long[]> joined = new ArrayList<>();
    for (long[] range : ranges) {
      long[] last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && range[0] <= last[1]) {
        last[1] = Math.max(last[1], range[1]);
      } else {
        joined.add(range.clone());
      }
    }
    return joined.toArray(long[][]::new);
  }
}
