package io.ncsn.data.codec;

import java.util.List;

/**
 * Writes the total anew. Where it would leave the training rows' range, or is firm, parts change
 * instead, one after the other, each within its own range.
 */
record SumMend(SumRule rule, Amounts total, List<Amounts> parts) implements RuleMend {
  @Override
  public void mend(RuleRow row, long random) {
    long[] amounts = new long[parts.size()];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = amount(row, rule.parts().get(i), parts.get(i));
      if (amounts[i] == Amounts.NONE) {
        return;
      }
    }
    long before = amount(row, rule.total(), total);
    if (before == Amounts.NONE) {
      return;
    }
    long sum = rule.sum(amounts);
    long wanted = row.isFirm(rule.total()) ? before : total.nearest(sum, before);
    if (sum != wanted && !absorb(row, amounts, wanted)) {
      return;
    }
    for (int i = 0; i < amounts.length; i++) {
      row.set(rule.parts().get(i), parts.get(i).key(amounts[i]));
      row.fix(rule.parts().get(i));
    }
    row.set(rule.total(), total.key(wanted));
    row.fix(rule.total());
  }

  /** Changes parts that are not firm until the sum is as wanted. Returns whether it now is. */
  private boolean absorb(RuleRow row, long[] amounts, long wanted) {
    for (int i = 0; i < amounts.length; i++) {
      long missing = (wanted - rule.sum(amounts)) * rule.signs().get(i);
      if (missing != 0 && !row.isFirm(rule.parts().get(i))) {
        amounts[i] = parts.get(i).nearest(amounts[i] + missing, amounts[i]);
      }
    }
    return rule.sum(amounts) == wanted;
  }

  private static long amount(RuleRow row, int column, Amounts amounts) {
    long key = row.get(column);
    return key == CellKeys.NULL ? Amounts.NONE : amounts.of(key);
  }
}
