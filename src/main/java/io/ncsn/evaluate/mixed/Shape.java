package io.ncsn.evaluate.mixed;

import java.util.List;

/**
 * How far each column alone is off, as SDMetrics' Column Shapes: 1 minus its score.
 *
 * @param mean the columns' mean, 0 to 1; the numbers of a vector are one column, with their mean
 * @param columns the columns, in the table's order
 */
public record Shape(Judged mean, List<ColumnShape> columns) {
  public Shape {
    columns = List.copyOf(columns);
  }

  /**
   * One column, nulls left out.
   *
   * @param column the column
   * @param error Kolmogorov–Smirnov distance of numbers, total variation of categories
   * @param nullsReal share of nulls in the training rows
   * @param nullsSynthetic share of nulls in the synthetic rows
   */
  public record ColumnShape(
      MixedColumn column, Judged error, double nullsReal, double nullsSynthetic) {}
}
