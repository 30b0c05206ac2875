package io.ncsn.evaluate.mixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts columns into at most {@value #BINS} bins for trees. Numbers are cut between quantiles of the
 * rows that it was made of; nulls have bin 0. Of categories the most frequent levels have a bin
 * each; nulls have bin 0, and all other levels share the last bin.
 */
final class Binner {
  static final int BINS = 256;

  private static final int CUTS = BINS - 2;

  /** Cuts of a column of more distinct numbers than there are bins: finer ones fit the noise. */
  private static final int QUANTILES = 62;

  private final List<Column> columns;

  private Binner(List<Column> columns) {
    this.columns = columns;
  }

  /** Returns the bins of all columns but {@code left}, which may be −1. */
  static Binner of(MixedTable table, int left) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < table.columns().size(); j++) {
      if (j != left) {
        columns.add(
            table.columns().get(j) instanceof NumberCells numbers
                ? new Column(j, cuts(numbers.sorted()), null)
                : new Column(j, null, bins((CategoryCells) table.columns().get(j))));
      }
    }
    return new Binner(columns);
  }

  /** Returns the bins of a table's cells, [columns][rows]. */
  byte[][] bins(MixedTable table) {
    return columns.stream().map(column -> column.bins(table)).toArray(byte[][]::new);
  }

  /** Whether the bins of each column have no order. */
  boolean[] unordered() {
    boolean[] unordered = new boolean[columns.size()];
    for (int j = 0; j < unordered.length; j++) {
      unordered[j] = columns.get(j).cuts == null;
    }
    return unordered;
  }

  private static double[] cuts(double[] sorted) {
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= CUTS + 1) {
      return IntStream.range(1, distinct.length)
          .mapToDouble(i -> distinct[i - 1] + (distinct[i] - distinct[i - 1]) / 2)
          .toArray();
    }
    return IntStream.rangeClosed(1, QUANTILES)
        .mapToDouble(i -> sorted[(int) ((long) i * sorted.length / (QUANTILES + 1))])
        .distinct()
        .toArray();
  }

  /** The bin of each level. */
  private static int[] bins(CategoryCells cells) {
    int[] counts = new int[cells.levels()];
    Arrays.stream(cells.codes()).filter(code -> code >= 0).forEach(code -> counts[code]++);
    int[] bins = new int[cells.levels()];
    Arrays.fill(bins, BINS - 1);
    int[] frequent =
        IntStream.range(0, counts.length)
            .filter(level -> counts[level] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(level -> -counts[level]))
            .limit(CUTS)
            .mapToInt(Integer::intValue)
            .toArray();
    for (int rank = 0; rank < frequent.length; rank++) {
      bins[frequent[rank]] = rank + 1;
    }
    return bins;
  }

  /** One column's rule: {@code cuts} of numbers or {@code levels}, bins of levels. */
  private static final class Column {
    private final int index;
    private final double[] cuts;
    private final int[] levels;

    Column(int index, double[] cuts, int[] levels) {
      this.index = index;
      this.cuts = cuts;
      this.levels = levels;
    }

    byte[] bins(MixedTable table) {
      Cells cells = table.columns().get(index);
      byte[] bins = new byte[cells.rows()];
      for (int i = 0; i < bins.length; i++) {
        if (!cells.isMissing(i)) {
          bins[i] =
              (byte)
                  (cells instanceof NumberCells numbers
                      ? bin(numbers.values()[i])
                      : levels[((CategoryCells) cells).codes()[i]]);
        }
      }
      return bins;
    }

    private int bin(double value) {
      int found = Arrays.binarySearch(cuts, value);
      return 1 + (found >= 0 ? found + 1 : -found - 1);
    }
  }
}
