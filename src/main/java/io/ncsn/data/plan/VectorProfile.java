package io.ncsn.data.plan;

import io.ncsn.data.codec.KeyReader;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.VectorCells;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** What a pass found out about a column of vectors: the numbers at each place. */
final class VectorProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final VectorCells cells;
  private final KeyReader reader;
  private final KeyProfile[] parts;
  private final long[] keys; // of the cell that is read

  /**
   * Makes an empty profile.
   *
   * @param length how many numbers a cell has
   * @param most greatest number of different numbers of a place to count one by one
   */
  VectorProfile(DataType type, int length, int most) {
    this.cells = VectorCells.of(type);
    boolean isText = cells.element() instanceof StringType;
    NumberLine line = new NumberLine(isText ? "double" : cells.element().catalogString());
    this.reader = line.reader(cells.element());
    this.parts = new KeyProfile[length];
    Arrays.setAll(parts, i -> new KeyProfile(line, most));
    this.keys = new long[length];
  }

  /** Counts a cell that is not null. Returns whether it can be used. */
  boolean add(InternalRow row, int ordinal) {
    if (cells.length(row, ordinal) != parts.length) {
      return false;
    }
    ArrayData numbers = cells.numbers(row, ordinal);
    for (int i = 0; i < keys.length; i++) {
      keys[i] = numbers.isNullAt(i) ? NumberLine.NO_KEY : reader.read(numbers, i);
      if (keys[i] == NumberLine.NO_KEY) {
        return false;
      }
    }
    for (int i = 0; i < keys.length; i++) {
      parts[i].add(keys[i]);
    }
    return true;
  }

  VectorProfile merge(VectorProfile other) {
    for (int i = 0; i < parts.length; i++) {
      parts[i].merge(other.parts[i]);
    }
    return this;
  }

  /** Returns whether the cells are Spark ML vectors. */
  boolean areOfMl() {
    return cells.isVector();
  }

  /** Returns whether the numbers stand as text, so that their type is to be found out. */
  boolean areText() {
    return cells.element() instanceof StringType;
  }

  /** Returns how many cells were counted. */
  long rows() {
    return parts.length == 0 ? 0 : parts[0].rows();
  }

  List<KeyProfile> parts() {
    return List.of(parts);
  }
}
