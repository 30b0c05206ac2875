package io.ncsn.evaluate.mixed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows as points: numbers over the training rows' range, categories as one-hot codes. The codes are
 * never written out: two levels differ by 2 in the sum of differences and in that of squares.
 *
 * @param rows number of rows
 * @param numbers the numbers, nulls as −½, [columns][rows]
 * @param codes the categories, nulls as a level of their own, [columns][rows]
 * @param levels number of levels of each column of {@code codes}
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
record Embedded(int rows, float[][] numbers, int[][] codes, int[] levels) implements Serializable {
  private static final float NULL = -0.5f;

  /** Returns a table's points, scaled as {@code training} is. */
  static Embedded of(MixedTable table, MixedTable training) {
    List<float[]> numbers = new ArrayList<>();
    List<int[]> codes = new ArrayList<>();
    List<Integer> levels = new ArrayList<>();
    for (int j = 0; j < table.columns().size(); j++) {
      if (table.columns().get(j) instanceof CategoryCells cells) {
        codes.add(cells.withNulls());
        levels.add(cells.levels() + 1);
      } else {
        numbers.add(
            scaled((NumberCells) table.columns().get(j), (NumberCells) training.columns().get(j)));
      }
    }
    return new Embedded(
        table.rows(),
        numbers.toArray(float[][]::new),
        codes.toArray(int[][]::new),
        levels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static float[] scaled(NumberCells cells, NumberCells training) {
    double[] sorted = training.sorted();
    double low = sorted.length == 0 ? 0 : sorted[0];
    double range = sorted.length == 0 ? 0 : sorted[sorted.length - 1] - low;
    float[] scaled = new float[cells.rows()];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] =
          cells.isMissing(i) ? NULL : (float) ((cells.values()[i] - low) / (range > 0 ? range : 1));
    }
    return scaled;
  }
}
