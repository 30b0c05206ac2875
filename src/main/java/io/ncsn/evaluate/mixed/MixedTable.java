package io.ncsn.evaluate.mixed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table's rows, gathered column by column.
 *
 * @param rows number of rows
 * @param columns cells of each column
 */
record MixedTable(int rows, List<Cells> columns) implements Serializable {
  MixedTable {
    columns = List.copyOf(columns);
  }

  /**
   * Returns tables whose categories have the same codes.
   *
   * @param gathered the cells of each table, [tables][rows][columns]
   * @param levels as {@link #levels(List, List)} gives them
   */
  static List<MixedTable> code(List<long[][]> gathered, long[][] levels) {
    return gathered.stream().map(rows -> code(rows, levels)).toList();
  }

  /** Returns the cells of each category's levels, in the order of their codes; null for numbers. */
  static long[][] levels(List<long[][]> gathered, List<MixedColumn> columns) {
    long[][] levels = new long[columns.size()][];
    for (int j = 0; j < levels.length; j++) {
      levels[j] = columns.get(j).isNumber() ? null : levels(gathered, j);
    }
    return levels;
  }

  private static MixedTable code(long[][] rows, long[][] levels) {
    List<Cells> columns = new ArrayList<>();
    for (int j = 0; j < levels.length; j++) {
      columns.add(levels[j] == null ? numbers(rows, j) : codes(rows, j, levels[j]));
    }
    return new MixedTable(rows.length, columns);
  }

  /** Returns the first {@code count} rows, or all of them if there are fewer. */
  MixedTable head(int count) {
    return count >= rows ? this : part(0, count);
  }

  /** Returns the rows {@code start} to {@code end} − 1. */
  MixedTable part(int start, int end) {
    return select(IntStream.range(start, end).toArray());
  }

  /** Returns some rows, in the order given. */
  MixedTable select(int[] chosen) {
    return new MixedTable(
        chosen.length, columns.stream().map(cells -> cells.select(chosen)).toList());
  }

  /** Returns these rows and after them those of another table. */
  MixedTable append(MixedTable other) {
    return new MixedTable(
        rows + other.rows,
        IntStream.range(0, columns.size())
            .mapToObj(j -> columns.get(j).append(other.columns.get(j)))
            .toList());
  }

  private static long[] levels(List<long[][]> tables, int column) {
    return tables.stream()
        .flatMap(Arrays::stream)
        .mapToLong(row -> row[column])
        .filter(cell -> cell != CellColumns.NO_CATEGORY)
        .sorted()
        .distinct()
        .toArray();
  }

  private static Cells numbers(long[][] rows, int column) {
    return new NumberCells(
        Arrays.stream(rows).mapToDouble(row -> Double.longBitsToDouble(row[column])).toArray());
  }

  private static Cells codes(long[][] rows, int column, long[] levels) {
    return new CategoryCells(
        Arrays.stream(rows)
            .mapToInt(row -> Math.max(-1, Arrays.binarySearch(levels, row[column])))
            .toArray(),
        levels.length);
  }
}
