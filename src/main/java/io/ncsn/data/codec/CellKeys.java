package io.ncsn.data.codec;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/**
 * A column's cells as whole numbers that can be compared fast: the keys of a {@link NumberLine}, or
 * the numbers of a category's levels.
 *
 * @param column a column of numbers, times, truth values or categories
 */
public record CellKeys(ColumnCodec column, KeyReader reader, NumberLine.KeyWriter writer)
    implements Serializable {
  /** Stands for an empty cell. */
  public static final long NULL = NumberLine.NO_KEY + 1;

  /**
   * Returns the keys of a column; empty if its cells are not modelled one by one, if some of its
   * levels are not kept, or if an empty cell stands for a value that is not known.
   *
   * @param found the type of the cells that are read; those that are written are of the codec's
   */
  public static Optional<CellKeys> of(ColumnCodec column, DataType found) {
    if (column instanceof LevelCodec levels) {
      return Optional.of(new CellKeys(column, levels.levelReader(found), levels.line().writer()));
    }
    if (column instanceof KeyedCodec keyed) {
      return Optional.of(new CellKeys(column, keyed.line().reader(found), keyed.line().writer()));
    }
    return column instanceof CategoryCodec levels && !levels.hasOthers()
        ? Optional.of(new CellKeys(column, levels.levelReader(found), levels.levelWriter()))
        : Optional.empty();
  }

  /** Returns the keys of cells of the type that the codec writes. */
  static Optional<CellKeys> of(ColumnCodec column) {
    return of(column, column.cellType());
  }

  /** Returns the key of a cell, {@link #NULL}, or {@link NumberLine#NO_KEY} for a bad cell. */
  public long read(SpecializedGetters cells, int ordinal) {
    return cells.isNullAt(ordinal) ? NULL : reader.read(cells, ordinal);
  }

  void write(InternalRow row, int ordinal, long key) {
    if (key == NULL) {
      row.setNullAt(ordinal);
    } else {
      writer.write(row, ordinal, key);
    }
  }

  /** Returns the line of the keys, if the cells are numbers on which sums are made. */
  public Optional<NumberLine> numbers() {
    return column instanceof KeyedCodec keyed
            && !keyed.line().isTime()
            && !keyed.line().type().equals("boolean")
        ? Optional.of(keyed.line())
        : Optional.empty();
  }

  /** Returns the key that cells which share a code have in common; others keep theirs. */
  long code(long key) {
    return column instanceof CategoryCodec levels && levels.pool() >= 0 && key != CellKeys.NULL
        ? Math.min(key, levels.pool())
        : key;
  }

  /** Returns whether levels share a code. */
  boolean hasPool() {
    return column instanceof CategoryCodec levels && levels.pool() >= 0;
  }

  /** Returns the single values of a column of numbers, which have codes of their own. */
  long[] singleValues() {
    return column instanceof SpreadCodec spread ? spread.stateKeys() : new long[0];
  }

  /**
   * Returns whether a cell is only known roughly: a number that is drawn from a continuous range,
   * or a level that was drawn among those that share a code.
   *
   * @param single {@link #singleValues}
   */
  boolean isRough(long key, long[] single) {
    return column instanceof SpreadCodec
        ? Arrays.stream(single).noneMatch(value -> value == key)
        : column instanceof CategoryCodec levels && levels.pool() >= 0 && key >= levels.pool();
  }

  /** Returns how far two cells lie apart. */
  double distance(long one, long other) {
    NumberLine line = ((KeyedCodec) column).line();
    return Math.abs(line.number(one) - line.number(other));
  }

  /** Returns whether keys that are near each other stand for cells that are. */
  boolean isOrdered() {
    return column instanceof KeyedCodec;
  }
}
