package io.ncsn.data.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A column is the sum or difference of others: {@code total = constant + Σ sign · part}. Amounts
 * are counted in units of the last decimal, so that they are exact.
 *
 * @param signs 1 or −1, one a part
 * @param constant in units of the last decimal of all the columns
 * @param decimals numbers of decimals: that of the total, then one a part
 */
public record SumRule(
    int total, List<Integer> parts, List<Integer> signs, long constant, List<Integer> decimals)
    implements RowRule {
  public SumRule {
    parts = List.copyOf(parts);
    signs = List.copyOf(signs);
    decimals = List.copyOf(decimals);
  }

  /** Returns the number of decimals of the unit in which amounts are counted. */
  public int lastDecimal() {
    return decimals.stream().reduce(0, Math::max);
  }

  /** Returns the sum of the parts of a row. */
  public long sum(long[] amounts) {
    long sum = constant;
    for (int i = 0; i < parts.size(); i++) {
      sum += signs.get(i) * amounts[i];
    }
    return sum;
  }

  @Override
  public String text(List<String> names) {
    StringBuilder text = new StringBuilder(names.get(total)).append(" =");
    for (int i = 0; i < parts.size(); i++) {
      boolean plus = signs.get(i) > 0;
      text.append(plus ? i == 0 ? " " : " + " : " - ").append(names.get(parts.get(i)));
    }
    if (constant != 0) {
      double value = Math.abs(constant) / Math.pow(10, lastDecimal());
      text.append(constant > 0 ? " + " : " - ")
          .append(String.format(Locale.ROOT, "%." + lastDecimal() + "f", value));
    }
    return text.toString();
  }

  @Override
  public RuleMend mend(List<ColumnCodec> columns) {
    List<Amounts> amounts = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      amounts.add(Amounts.of(columns.get(parts.get(i)), lastDecimal(), decimals.get(i + 1)));
    }
    return new SumMend(
        this, Amounts.of(columns.get(total), lastDecimal(), decimals.get(0)), amounts);
  }
}
