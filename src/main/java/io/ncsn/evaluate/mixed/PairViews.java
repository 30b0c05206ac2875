package io.ncsn.evaluate.mixed;

import io.ncsn.evaluate.mixed.Trend.PairTrend;
import io.ncsn.evaluate.mixed.Views.Axis;
import io.ncsn.evaluate.mixed.Views.PairView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Counts the joint shares of pairs: numbers in bins, the most frequent levels, all others. */
record PairViews(List<MixedColumn> columns, MixedTables tables, LevelNames names) {
  private static final int BINS = 10;
  private static final int LEVELS = 10;

  PairView of(PairTrend pair) {
    Side x = side(Views.indexOf(columns, pair.first()));
    Side y = side(Views.indexOf(columns, pair.second()));
    return new PairView(
        pair, x.axis, y.axis, shares(tables.training(), x, y), shares(tables.synthetic(), x, y));
  }

  /**
   * One column of a pair.
   *
   * @param shown the levels with a cell of their own
   * @param cells number of cells; the last but one is of other levels, the last of nulls
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  private record Side(int column, Axis axis, int[] shown, int cells) {
    int cell(MixedTable table, int row) {
      Cells all = table.columns().get(column);
      if (all.isMissing(row)) {
        return cells - 1;
      }
      if (all instanceof NumberCells numbers) {
        double[] edges = axis.edges();
        double at = (numbers.values()[row] - edges[0]) / (edges[BINS] - edges[0]) * BINS;
        return (int) Math.max(0, Math.min(BINS - 1, Math.floor(at)));
      }
      int code = ((CategoryCells) all).codes()[row];
      for (int i = 0; i < shown.length; i++) {
        if (shown[i] == code) {
          return i;
        }
      }
      return shown.length;
    }
  }

  private Side side(int column) {
    boolean hasNulls = hasNulls(tables.training(), column) || hasNulls(tables.synthetic(), column);
    int nulls = hasNulls ? 1 : 0;
    if (tables.training().columns().get(column) instanceof NumberCells numbers) {
      return new Side(
          column, new Axis(List.of(), edges(numbers), hasNulls), new int[0], BINS + nulls);
    }
    int[] codes = names.codes(column);
    int[] shown = Arrays.copyOf(codes, Math.min(LEVELS, codes.length));
    List<String> labels = new ArrayList<>();
    Arrays.stream(shown).forEach(code -> labels.add(names.text(tables.levels(column)[code])));
    int others = tables.levels(column).length - shown.length;
    if (others > 0) {
      labels.add(String.format(Locale.ROOT, "%,d others", others));
    }
    return new Side(
        column, new Axis(labels, new double[0], hasNulls), shown, labels.size() + nulls);
  }

  private static boolean hasNulls(MixedTable table, int column) {
    Cells cells = table.columns().get(column);
    for (int i = 0; i < cells.rows(); i++) {
      if (cells.isMissing(i)) {
        return true;
      }
    }
    return false;
  }

  /** Bins of equal width over the training rows' range. */
  private static double[] edges(NumberCells cells) {
    double[] sorted = cells.sorted();
    double low = sorted.length == 0 ? 0 : sorted[0];
    double high = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
    double width = high > low ? (high - low) / BINS : 1;
    double[] edges = new double[BINS + 1];
    Arrays.setAll(edges, i -> low + i * width);
    return edges;
  }

  private static double[][] shares(MixedTable table, Side x, Side y) {
    double[][] shares = new double[y.cells][x.cells];
    for (int i = 0; i < table.rows(); i++) {
      shares[y.cell(table, i)][x.cell(table, i)] += 1.0 / table.rows();
    }
    return shares;
  }
}
