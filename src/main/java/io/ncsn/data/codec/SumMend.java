package io.ncsn.data.codec;

import java.util.List;

/**
 * Writes the total anew. Where it would leave what the column may have, or is firm, parts change
 * instead, one after the other, each within what it may have.
 */
record SumMend(SumRule rule, Amounts total, List<Amounts> parts) implements RuleMend {
  @Override
  public void mend(RuleRow row, long random) {
    long[] before = new long[parts.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = amount(row, rule.parts().get(i), parts.get(i));
      if (before[i] == Amounts.NONE) {
        return;
      }
    }
    long drawn = amount(row, rule.total(), total);
    if (drawn == Amounts.NONE) {
      return;
    }
    long[] after = before.clone();
    long wanted = row.isFirm(rule.total()) ? drawn : total.nearest(rule.sum(after));
    absorb(row, after, wanted);
    if (rule.sum(after) == wanted) {
      for (int i = 0; i < after.length; i++) {
        write(row, rule.parts().get(i), parts.get(i), before[i], after[i]);
      }
      write(row, rule.total(), total, drawn, wanted);
    }
  }

  /** Changes parts that are not firm until the sum is as wanted, or as near as they may come. */
  private void absorb(RuleRow row, long[] amounts, long wanted) {
    for (int i = 0; i < amounts.length; i++) {
      long missing = (wanted - rule.sum(amounts)) * rule.signs().get(i);
      if (missing != 0 && !row.isFirm(rule.parts().get(i))) {
        amounts[i] = parts.get(i).nearest(amounts[i] + missing);
      }
    }
  }

  private static void write(RuleRow row, int column, Amounts amounts, long before, long after) {
    if (before != after) {
      row.set(column, amounts.key(after));
    }
    row.fix(column);
  }

  private static long amount(RuleRow row, int column, Amounts amounts) {
    long key = row.get(column);
    return key == CellKeys.NULL || key == NumberLine.NO_KEY ? Amounts.NONE : amounts.of(key);
  }
}
