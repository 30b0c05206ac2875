package io.ncsn.data.plan;

import io.ncsn.data.codec.Amounts;
import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.SumRule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sees whether a column is the sum of others in all rows, exactly. */
final class SumCheck implements Serializable {
  private static final long serialVersionUID = 1L;

  private final SumRule rule;
  private final Amounts total;
  private final List<Amounts> parts;
  private boolean broken;

  /**
   * Makes a check.
   *
   * @param rule by places in rows of keys
   */
  SumCheck(SumRule rule, RuleCells cells) {
    this.rule = rule;
    this.total = amounts(cells, rule.total(), rule.lastDecimal());
    this.parts = rule.parts().stream().map(p -> amounts(cells, p, rule.lastDecimal())).toList();
  }

  private static Amounts amounts(RuleCells cells, int column, int decimals) {
    return Amounts.on(cells.cells()[column].numbers().orElseThrow(), decimals);
  }

  void add(long[] row) {
    broken = broken || difference(row) != 0;
  }

  void merge(SumCheck other) {
    broken |= other.broken;
  }

  /** Returns the total less the sum of a row, which is not 0 if a cell is empty or not exact. */
  long difference(long[] row) {
    long[] amounts = new long[parts.size()];
    Arrays.setAll(amounts, i -> amount(parts.get(i), row[rule.parts().get(i)]));
    long whole = amount(total, row[rule.total()]);
    boolean exact =
        whole != Amounts.NONE && Arrays.stream(amounts).noneMatch(a -> a == Amounts.NONE);
    return exact ? whole - rule.sum(amounts) : Amounts.NONE;
  }

  private static long amount(Amounts amounts, long key) {
    return key == CellKeys.NULL ? Amounts.NONE : amounts.of(key);
  }

  /**
   * Returns the rule if no row broke it.
   *
   * @param columns places in the codec, by places in rows of keys
   */
  Optional<SumRule> rule(int[] columns) {
    return broken
        ? Optional.empty()
        : Optional.of(
            new SumRule(
                columns[rule.total()],
                rule.parts().stream().map(part -> columns[part]).toList(),
                rule.signs(),
                rule.constant(),
                rule.decimals()));
  }
}
