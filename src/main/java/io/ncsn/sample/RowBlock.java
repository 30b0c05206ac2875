package io.ncsn.sample;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Consecutive rows of a table, in the form in which they travel.
 *
 * @param first position of the first row in the table
 * @param kept for each row, the values of the columns that are kept as they are
 * @param numbers the model's columns, row-major [rows, dimension]; NaN where there is no number
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
record RowBlock(long first, Object[][] kept, double[] numbers) implements Serializable {
  int rows() {
    return kept.length;
  }

  /** Rows of columns to keep and then an array of numbers. */
  static RowBlock of(long first, List<Row> rows, int dimension) {
    Object[][] kept = new Object[rows.size()][];
    double[] numbers = new double[rows.size() * dimension];
    for (int i = 0; i < kept.length; i++) {
      Row row = rows.get(i);
      int last = row.size() - 1;
      kept[i] = new Object[last];
      for (int j = 0; j < last; j++) {
        kept[i][j] = row.get(j);
      }
      List<Double> values = row.isNullAt(last) ? List.of() : row.getList(last);
      boolean fits = values.size() == dimension;
      for (int j = 0; j < dimension; j++) {
        Double value = fits ? values.get(j) : null;
        numbers[i * dimension + j] = value == null ? Double.NaN : value;
      }
    }
    return new RowBlock(first, kept, numbers);
  }

  /** Returns the same rows with other numbers. */
  RowBlock with(double[] others) {
    return new RowBlock(first, kept, others);
  }

  /** Parts that follow each other, as one. */
  static RowBlock joined(List<RowBlock> parts, int dimension) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    List<Object[]> kept = new ArrayList<>();
    parts.forEach(part -> kept.addAll(List.of(part.kept())));
    double[] numbers = new double[kept.size() * dimension];
    int to = 0;
    for (RowBlock part : parts) {
      System.arraycopy(part.numbers(), 0, numbers, to, part.numbers().length);
      to += part.numbers().length;
    }
    return new RowBlock(parts.get(0).first(), kept.toArray(Object[][]::new), numbers);
  }
}
