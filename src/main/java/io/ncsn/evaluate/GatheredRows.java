package io.ncsn.evaluate;

/**
 * Rows of a table, gathered for evaluation.
 *
 * @param matrix at most {@code evaluate.rows} finite rows, chosen and ordered by a stable hash, in
 *     data units
 * @param finite finite rows of the whole table
 * @param nonFinite rows left out because a value is null, NaN or infinite
 */
public record GatheredRows(Matrix matrix, long finite, long nonFinite) {
  /** All of {@code matrix}, for tables that are already in memory. */
  public static GatheredRows of(Matrix matrix) {
    return new GatheredRows(matrix, matrix.rows(), 0);
  }

  /** Returns the first rows, which are those that a lower limit would have given. */
  GatheredRows head(int count) {
    return new GatheredRows(matrix.head(count), finite, nonFinite);
  }
}
