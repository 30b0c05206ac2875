package io.ncsn.data.plan;

import io.ncsn.data.codec.Amounts;
import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.SumRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Looks for columns that are sums or differences of others, among some rows. Columns are taken by
 * rising variance; one that lies in the span of those before it (modified Gram-Schmidt) is a
 * candidate if its coefficients are 1 and −1.
 */
final class SumSearch {
  private static final int MOST_DECIMALS = 6;
  private static final int MOST_PARTS = 32;
  private static final double NOTHING = 1e-9; // of a column's norm
  private static final double WHOLE = 1e-5;

  private final RuleCells cells;
  private final List<long[]> rows;

  SumSearch(RuleCells cells, List<long[]> rows) {
    this.cells = cells;
    this.rows = rows;
  }

  /**
   * Returns the candidates, by places in rows of keys.
   *
   * @return none unless there are more rows than columns
   */
  List<SumRule> candidates() {
    List<Numbers> numbers =
        IntStream.range(0, cells.width())
            .mapToObj(this::numbers)
            .flatMap(Optional::stream)
            .sorted(Comparator.comparingDouble(Numbers::norm).thenComparing(Numbers::column))
            .toList();
    List<SumRule> found = new ArrayList<>();
    if (rows.size() < numbers.size() + DependencySearch.LEAST_REPEATS) {
      return found;
    }
    Basis basis = new Basis();
    for (Numbers column : numbers) {
      basis.add(column).flatMap(parts -> rule(column, parts)).ifPresent(found::add);
    }
    return found;
  }

  /**
   * A column's numbers.
   *
   * @param decimals how many decimals they have
   * @param offsets their differences from that of the first row
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  private record Numbers(int column, NumberLine line, int decimals, double[] offsets) {
    double norm() {
      return Math.sqrt(dot(offsets, offsets));
    }
  }

  private Optional<Numbers> numbers(int column) {
    NumberLine line = cells.cells()[column].numbers().orElse(null);
    if (line == null || rows.stream().anyMatch(row -> row[column] == CellKeys.NULL)) {
      return Optional.empty();
    }
    int decimals = decimals(line, column);
    double first = line.value(rows.get(0)[column]);
    double[] offsets =
        rows.stream().mapToDouble(row -> line.value(row[column]) - first).toArray();
    Numbers numbers = new Numbers(column, line, decimals, offsets);
    return decimals > MOST_DECIMALS || numbers.norm() == 0 ? Optional.empty() : Optional.of(numbers);
  }

  private int decimals(NumberLine line, int column) {
    int decimals = 0;
    for (long[] row : rows) {
      while (decimals <= MOST_DECIMALS
          && Amounts.on(line, decimals).of(row[column]) == Amounts.NONE) {
        decimals++;
      }
    }
    return decimals;
  }

  /** A coefficient of a column. */
  private record Part(Numbers column, double coefficient) {}

  private Optional<SumRule> rule(Numbers total, List<Part> all) {
    List<Part> parts = all.stream().filter(part -> Math.abs(part.coefficient()) > WHOLE).toList();
    boolean ones =
        parts.stream().allMatch(part -> Math.abs(Math.abs(part.coefficient()) - 1) <= WHOLE);
    if (!ones || parts.isEmpty() || parts.size() > MOST_PARTS) {
      return Optional.empty();
    }
    int decimals =
        parts.stream().mapToInt(part -> part.column().decimals()).reduce(total.decimals(), Math::max);
    SumRule bare =
        new SumRule(
            total.column(),
            parts.stream().map(part -> part.column().column()).toList(),
            parts.stream().map(part -> part.coefficient() > 0 ? 1 : -1).toList(),
            0,
            decimals);
    return Optional.of(bare)
        .map(rule -> withConstant(rule, new SumCheck(rule, cells).difference(rows.get(0))));
  }

  private static SumRule withConstant(SumRule rule, long constant) {
    return new SumRule(rule.total(), rule.parts(), rule.signs(), constant, rule.decimals());
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Columns that do not depend on each other, and orthonormal vectors of the same span. */
  private static final class Basis {
    private final List<Numbers> columns = new ArrayList<>();
    private final List<double[]> directions = new ArrayList<>();

    /** The columns by the directions, upper triangular, one row a column. */
    private final List<double[]> triangle = new ArrayList<>();

    /** Adds a column; or returns its coefficients if it lies in the span. */
    Optional<List<Part>> add(Numbers column) {
      double[] rest = column.offsets().clone();
      double[] along = new double[columns.size() + 1];
      for (int pass = 0; pass < 2; pass++) { // the second for what rounding left
        for (int i = 0; i < columns.size(); i++) {
          double part = dot(rest, directions.get(i));
          along[i] += part;
          for (int r = 0; r < rest.length; r++) {
            rest[r] -= part * directions.get(i)[r];
          }
        }
      }
      double norm = Math.sqrt(dot(rest, rest));
      if (norm <= NOTHING * column.norm()) {
        return Optional.of(parts(along));
      }
      along[columns.size()] = norm;
      columns.add(column);
      directions.add(Arrays.stream(rest).map(v -> v / norm).toArray());
      triangle.add(along);
      return Optional.empty();
    }

    private List<Part> parts(double[] along) {
      double[] coefficients = along.clone();
      List<Part> parts = new ArrayList<>();
      for (int i = columns.size() - 1; i >= 0; i--) {
        coefficients[i] /= triangle.get(i)[i];
        for (int j = 0; j < i; j++) {
          coefficients[j] -= coefficients[i] * triangle.get(i)[j];
        }
        parts.add(0, new Part(columns.get(i), coefficients[i]));
      }
      return parts;
    }
  }
}
