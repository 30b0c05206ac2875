package io.ncsn.data.codec;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes cells fit to the one that decides them, the anchor. An anchor with a code of its own stays,
 * and the others are written anew. One that is only known roughly (a number of a continuous range,
 * or a level of those that share a code) moves to a cell that decides the levels of the row as they
 * are. A number keeps its rank: of two groups of cells that decide the same, the third quarter goes
 * to the third quarter. So the anchor has the rows' distribution given the levels.
 */
final class DependencyMend implements RuleMend {
  private static final long serialVersionUID = 1L;
  private static final double UNIT = 0x1p-53;

  private final DependencyRule rule;
  private final CellKeys anchor;
  private final long[] single;

  /** The decided columns that are levels, and how their cells are read. */
  private final int[] levels;

  private final CellKeys[] cells;
  private transient volatile Groups groups;

  /**
   * The cells in groups.
   *
   * @param all all of them
   * @param pooled those that share a code, from {@code first} on; null if none do
   */
  private record Groups(DecidedGroups all, DecidedGroups pooled, int first) {}

  /**
   * Makes a mend.
   *
   * @param levels the decided columns that are levels, by their place in the rule
   * @param cells how their cells are read
   */
  DependencyMend(DependencyRule rule, CellKeys anchor, int[] levels, CellKeys[] cells) {
    this.rule = rule;
    this.anchor = anchor;
    this.single = anchor.singleValues();
    this.levels = levels;
    this.cells = cells;
  }

  @Override
  public void mend(RuleRow row, long random) {
    long cell = row.get(rule.anchor());
    if (cell == CellKeys.NULL || cell == NumberLine.NO_KEY) {
      return;
    }
    int found = Arrays.binarySearch(rule.keys(), cell);
    boolean between = isBetween(row, found);
    int place = between ? -found - 1 : place(row, cell, found, random);
    if (place < 0) {
      return;
    }
    if (!between && !row.isFirm(rule.anchor())) {
      row.set(rule.anchor(), rule.keys()[place]);
    }
    row.fix(rule.anchor());
    for (int j = 0; j < rule.values().length; j++) {
      row.set(rule.decided().get(j), rule.values()[j][place]);
      row.fix(rule.decided().get(j));
    }
  }

  /**
   * Returns whether a number that no row has lies between two that decide the same, and may stay.
   */
  private boolean isBetween(RuleRow row, int found) {
    int above = -found - 1;
    return found < 0
        && anchor.isOrdered()
        && above > 0
        && above < rule.keys().length
        && Arrays.stream(rule.values()).allMatch(values -> values[above - 1] == values[above])
        && fits(row, above)
        && (row.isFirm(rule.anchor()) || Arrays.equals(codes(above), drawn(row)));
  }

  /** Returns the place of the cell that shall decide; −1 if firm cells exclude all. */
  private int place(RuleRow row, long cell, int found, long random) {
    boolean fits = found >= 0 && fits(row, found);
    if (row.isFirm(rule.anchor()) || (fits && !anchor.isRough(cell, single))) {
      return fits ? found : -1;
    }
    int start = found >= 0 ? found : nearest(cell, -found - 1);
    long[] wanted = drawn(row);
    boolean anyFirm = rule.decided().stream().anyMatch(row::isFirm);
    if (!anyFirm && !anchor.isOrdered()) {
      return pooled(wanted, start, random);
    }
    DecidedGroups all = groups().all();
    int group = anyFirm ? all.exact(wanted) : all.likely(wanted, start, uniform(random, 0));
    int moved = group < 0 ? -1 : moved(all, group, start, random);
    return moved >= 0 && fits(row, moved) ? moved : firm(row, wanted, random);
  }

  /** Returns the place of a group that has the same rank as a place in its own. */
  private int moved(DecidedGroups all, int group, int start, long random) {
    return group == all.of(start) ? start : all.place(group, all.rank(start, uniform(random, 1)));
  }

  private int nearest(long cell, int above) {
    if (above == 0 || above == rule.keys().length || !anchor.isOrdered()) {
      return Math.min(above, rule.keys().length - 1);
    }
    double up = anchor.distance(rule.keys()[above], cell);
    return anchor.distance(rule.keys()[above - 1], cell) <= up ? above - 1 : above;
  }

  /** Returns a level of those that share a code: this one, or one that decides the drawn levels. */
  private int pooled(long[] wanted, int start, long random) {
    Groups all = groups();
    int group = all.pooled() == null ? -1 : all.pooled().exact(wanted);
    return group < 0 || Arrays.equals(codes(start), wanted)
        ? start
        : all.first() + all.pooled().place(group, uniform(random, 1));
  }

  /** Returns a place at which firm cells are as they are decided, and other levels likely so. */
  private int firm(RuleRow row, long[] drawn, long random) {
    double[] below = new double[rule.keys().length + 1];
    for (int place = 0; place < rule.keys().length; place++) {
      double weight = fits(row, place) ? rule.counts()[place] : 0;
      long[] own = codes(place);
      for (int i = 0; i < own.length; i++) {
        weight *= own[i] == drawn[i] ? 1 : DecidedGroups.WRONG;
      }
      below[place + 1] = below[place] + weight;
    }
    double at = uniform(random, 0) * below[rule.keys().length];
    for (int place = 0; place < rule.keys().length; place++) {
      if (below[place + 1] > at) {
        return place;
      }
    }
    return -1;
  }

  /** Returns whether the firm cells are as the cell at a place decides. */
  private boolean fits(RuleRow row, int place) {
    for (int j = 0; j < rule.values().length; j++) {
      int column = rule.decided().get(j);
      if (row.isFirm(column) && rule.values()[j][place] != row.get(column)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the codes of the row's levels. */
  private long[] drawn(RuleRow row) {
    long[] codes = new long[levels.length];
    Arrays.setAll(codes, i -> cells[i].code(row.get(rule.decided().get(levels[i]))));
    return codes;
  }

  /** Returns the codes of the levels that a cell decides. */
  private long[] codes(int place) {
    long[] codes = new long[levels.length];
    Arrays.setAll(codes, i -> cells[i].code(rule.values()[levels[i]][place]));
    return codes;
  }

  /** Returns a number from 0 to below 1 of the row's own. */
  private double uniform(long random, int which) {
    return (Streams.hash(random, Purpose.RULES, rule.anchor(), which) >>> 11) * UNIT;
  }

  private Groups groups() {
    Groups made = groups;
    if (made == null) {
      int size = rule.keys().length;
      int first = 0;
      while (anchor.hasPool() && first < size && !anchor.isRough(rule.keys()[first], single)) {
        first++;
      }
      boolean pool = anchor.hasPool() && first < size;
      made = new Groups(from(0), pool ? from(first) : null, first);
      groups = made;
    }
    return made;
  }

  private DecidedGroups from(int first) {
    int size = rule.keys().length;
    long[][] codes = IntStream.range(first, size).mapToObj(this::codes).toArray(long[][]::new);
    return new DecidedGroups(codes, Arrays.copyOfRange(rule.counts(), first, size));
  }
}
