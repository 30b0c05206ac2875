package io.ncsn.network;

/**
 * A few rows as columns: value j of row i stands at j·{@link #ROWS} + i. Loops over the rows of a
 * column are contiguous, however short a category is, so that the processor does several rows at a
 * time. All columns stay in the first two caches.
 */
final class PartColumns {
  /** Number of rows of a part, of which the last one may use fewer. */
  static final int ROWS = 64;

  /** Number of columns that are read or written at a time, so that they stay in the first cache. */
  private static final int TOGETHER = 64;

  private PartColumns() {}

  /** Allocates {@code width} columns. */
  static float[] empty(int width) {
    return new float[width * ROWS];
  }

  /**
   * Reads rows into columns.
   *
   * @param rows row-major [count, width] from {@code from} on
   * @param count number of rows, at most {@link #ROWS}
   * @param columns [width, ROWS]; the first {@code count} rows are overwritten
   */
  static void read(float[] rows, int from, int width, int count, float[] columns) {
    for (int first = 0; first < width; first += TOGETHER) {
      int end = Math.min(first + TOGETHER, width);
      for (int i = 0; i < count; i++) {
        int row = from + i * width;
        for (int j = first; j < end; j++) {
          columns[j * ROWS + i] = rows[row + j];
        }
      }
    }
  }

  /**
   * Writes columns as rows.
   *
   * @param columns [width, ROWS]
   * @param count number of rows, at most {@link #ROWS}
   * @param rows the rows' first values are overwritten
   * @param from place of the first row's first value
   * @param stride distance from a row to the next
   */
  static void write(float[] columns, int width, int count, float[] rows, int from, int stride) {
    for (int first = 0; first < width; first += TOGETHER) {
      int end = Math.min(first + TOGETHER, width);
      for (int i = 0; i < count; i++) {
        int row = from + i * stride;
        for (int j = first; j < end; j++) {
          rows[row + j] = columns[j * ROWS + i];
        }
      }
    }
  }
}
