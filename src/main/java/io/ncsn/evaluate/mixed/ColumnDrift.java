package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.Variation;
import io.ncsn.evaluate.mixed.Shape.ColumnShape;
import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How far a column of a table is from the same column of an earlier table.
 *
 * @param column the column
 * @param distance Kolmogorov–Smirnov distance of numbers, total variation of categories, nulls left
 *     out
 * @param pValue how often columns of one distribution would differ as much, nulls counted
 * @param nullsBefore share of nulls in the earlier table
 * @param nullsNow share of nulls in the table
 */
public record ColumnDrift(
    MixedColumn column, double distance, double pValue, double nullsBefore, double nullsNow)
    implements Serializable {

  static ColumnDrift of(MixedColumn column, Cells before, Cells now) {
    long missing = missing(before);
    long missingNow = missing(now);
    double distance;
    double pValue;
    if (before instanceof CategoryCells categories) {
      distance =
          Variation.total(categories.codes(), ((CategoryCells) now).codes(), categories.levels());
      pValue = PValues.homogeneity(counts(categories), counts((CategoryCells) now));
    } else {
      double[] numbers = ((NumberCells) before).sorted();
      double[] numbersNow = ((NumberCells) now).sorted();
      distance = Variation.kolmogorovSmirnov(numbers, numbersNow);
      pValue = PValues.kolmogorovSmirnov(distance, numbers.length, numbersNow.length);
      if (missing + missingNow > 0) {
        double ofNulls =
            PValues.homogeneity(
                new long[] {missing, numbers.length}, new long[] {missingNow, numbersNow.length});
        pValue = Math.min(1, 2 * Math.min(pValue, ofNulls));
      }
    }
    return new ColumnDrift(
        column,
        distance,
        pValue,
        (double) missing / before.rows(),
        (double) missingNow / now.rows());
  }

  /** Returns the distance as the error of a column, whose real rows are the earlier ones. */
  public ColumnShape shape() {
    return new ColumnShape(
        column, new Judged(distance, OptionalDouble.empty()), nullsBefore, nullsNow);
  }

  /** The rows of each level, and at last those of null. */
  private static long[] counts(CategoryCells cells) {
    long[] counts = new long[cells.levels() + 1];
    Arrays.stream(cells.withNulls()).forEach(code -> counts[code]++);
    return counts;
  }

  private static long missing(Cells cells) {
    long missing = 0;
    for (int row = 0; row < cells.rows(); row++) {
      missing += cells.isMissing(row) ? 1 : 0;
    }
    return missing;
  }
}
