package io.ncsn.data.codec;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Makes cells fit to the one that decides them, the anchor. An anchor with a code of its own stays,
 * and the others are written anew. One that is only known roughly (a number of a continuous range,
 * or a level of those that share a code) moves to a cell that decides the levels of the row as they
 * are. It keeps its rank: of two groups of cells that decide the same, the third quarter goes to
 * the third quarter. So the anchor has the training rows' distribution given the levels.
 */
final class DependencyMend implements RuleMend {
  private static final long serialVersionUID = 1L;
  private static final double UNIT = 0x1p-53;

  private final DependencyRule rule;
  private final CellKeys anchor;

  /** Which of the decided columns are levels with codes of their own. */
  private final int[] levels;

  private transient volatile DecidedGroups groups;

  DependencyMend(DependencyRule rule, CellKeys anchor, int[] levels) {
    this.rule = rule;
    this.anchor = anchor;
    this.levels = levels;
  }

  @Override
  public void mend(RuleRow row, long random) {
    long cell = row.get(rule.anchor());
    if (cell == CellKeys.NULL) {
      return;
    }
    int found = Arrays.binarySearch(rule.keys(), cell);
    boolean between = found < 0 && isBetween(-found - 1) && fits(row, -found - 1);
    int place = between ? -found - 1 : place(row, cell, found, random);
    if (place < 0) {
      return;
    }
    if (!between) {
      row.set(rule.anchor(), rule.keys()[place]);
    }
    row.fix(rule.anchor());
    for (int j = 0; j < rule.values().length; j++) {
      row.set(rule.decided().get(j), rule.values()[j][place]);
      row.fix(rule.decided().get(j));
    }
  }

  /** Returns whether the cells before and at a place decide the same, and so those between them. */
  private boolean isBetween(int above) {
    return anchor.isOrdered()
        && above > 0
        && above < rule.keys().length
        && Arrays.stream(rule.values()).allMatch(values -> values[above - 1] == values[above]);
  }

  /** Returns the place of the cell that shall decide; −1 if firm cells exclude all. */
  private int place(RuleRow row, long cell, int found, long random) {
    boolean fits = found >= 0 && fits(row, found);
    boolean stays = row.isFirm(rule.anchor()) || (fits && !anchor.isRough(cell));
    if (stays) {
      return fits ? found : -1;
    }
    int start = Math.min(found >= 0 ? found : -found - 1, rule.keys().length - 1);
    int[] firm =
        IntStream.range(0, rule.values().length)
            .filter(j -> row.isFirm(rule.decided().get(j)))
            .toArray();
    if (Arrays.stream(firm).anyMatch(j -> Arrays.binarySearch(levels, j) < 0)) {
      return nearest(row, start);
    }
    DecidedGroups all = groups();
    long[] wanted =
        Arrays.stream(levels).map(j -> rule.decided().get(j)).mapToLong(row::get).toArray();
    boolean[] isFirm = new boolean[levels.length];
    for (int i = 0; i < isFirm.length; i++) {
      isFirm[i] = row.isFirm(rule.decided().get(levels[i]));
    }
    int group = all.likely(wanted, isFirm, start, uniform(random, 0));
    if (group < 0 || group == all.of(start)) {
      return group < 0 ? -1 : start;
    }
    double within = uniform(random, 1);
    return all.place(group, anchor.isOrdered() ? all.rank(start, within) : within);
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

  /** Returns the nearest place at which firm cells are as they are decided; −1 if there is none. */
  private int nearest(RuleRow row, int start) {
    for (int far = 0; far < rule.keys().length; far++) {
      for (int place : new int[] {start - far, start + far}) {
        if (place >= 0 && place < rule.keys().length && fits(row, place)) {
          return place;
        }
      }
    }
    return -1;
  }

  /** Returns a number from 0 to below 1 of the row's own. */
  private double uniform(long random, int which) {
    return (Streams.hash(random, Purpose.RULES, rule.anchor(), which) >>> 11) * UNIT;
  }

  private DecidedGroups groups() {
    DecidedGroups made = groups;
    if (made == null) {
      long[][] values =
          Arrays.stream(levels).mapToObj(j -> rule.values()[j]).toArray(long[][]::new);
      made = new DecidedGroups(values, rule.counts());
      groups = made;
    }
    return made;
  }
}
