package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.Variation;
import java.io.Serializable;

/**
 * A table with every column as codes from 0, numbers cut into bins, for joint counts.
 *
 * @param ownBins codes with the bins of SDMetrics, over the table's own range, [columns][rows]
 * @param trainingBins codes with the training table's bins, [columns][rows]
 * @param levels number of codes of each column
 */
@SuppressWarnings("ArrayRecordComponent") // moved and read whole, never compared
record Digits(int[][] ownBins, int[][] trainingBins, int[] levels) implements Serializable {
  /** Returns the codes of {@code table}, in bins of its own and of {@code training}. */
  static Digits of(MixedTable table, MixedTable training) {
    int columns = table.columns().size();
    int[][] own = new int[columns][];
    int[][] fixed = new int[columns][];
    int[] levels = new int[columns];
    for (int j = 0; j < columns; j++) {
      Cells cells = table.columns().get(j);
      if (cells instanceof NumberCells numbers) {
        own[j] = Bins.of(numbers).codesAsSdMetrics(numbers);
        fixed[j] = Bins.of((NumberCells) training.columns().get(j)).codes(numbers);
        levels[j] = Bins.CODES;
      } else {
        CategoryCells categories = (CategoryCells) cells;
        own[j] = categories.withNulls();
        fixed[j] = own[j];
        levels[j] = categories.levels() + 1;
      }
    }
    return new Digits(own, fixed, levels);
  }

  /** Returns the joint total variation of columns {@code i} and {@code j} of two tables. */
  double variation(Digits other, int i, int j, boolean inOwnBins) {
    int[][] codes = inOwnBins ? ownBins : trainingBins;
    int[][] others = inOwnBins ? other.ownBins : other.trainingBins;
    return Variation.joint(
        new int[][] {codes[i], codes[j]},
        new int[][] {others[i], others[j]},
        new int[] {levels[i], levels[j]});
  }
}
