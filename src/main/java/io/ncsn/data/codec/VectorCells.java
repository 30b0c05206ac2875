package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reads the numbers of cells that are arrays or Spark ML vectors, dense or sparse.
 *
 * @param isVector whether the cells are Spark ML vectors
 * @param element type of the numbers
 */
public record VectorCells(boolean isVector, DataType element) implements Serializable {
  /** The name of the type of Spark ML vectors, for which DDL has none. */
  public static final String VECTOR = "vector";

  private static final byte SPARSE = 0;

  /** Returns whether cells of a type are read: vectors, and arrays of numbers or text. */
  public static boolean reads(DataType type) {
    return type instanceof VectorUDT
        || (type instanceof ArrayType array && CellReader.isReadable(array.elementType()));
  }

  /** Makes a reader of cells of a type that {@link #reads} accepts. */
  public static VectorCells of(DataType type) {
    return type instanceof ArrayType array
        ? new VectorCells(false, array.elementType())
        : new VectorCells(true, DataTypes.DoubleType);
  }

  /** Returns the Spark type of a column codec's {@link ColumnCodec#type}. */
  static DataType type(String ddl) {
    return ddl.equals(VECTOR) ? SQLDataTypes.VectorType() : DataType.fromDDL(ddl);
  }

  /** Returns how many numbers a cell has that is not null. */
  public int length(SpecializedGetters cells, int ordinal) {
    if (!isVector) {
      return cells.getArray(ordinal).numElements();
    }
    InternalRow vector = cells.getStruct(ordinal, 4);
    return vector.getByte(0) == SPARSE ? vector.getInt(1) : vector.getArray(3).numElements();
  }

  /**
   * Returns the numbers of a cell that is not null, as {@link #element}. A sparse vector takes as
   * much memory as a dense one, so ask for its {@link #length} before.
   */
  public ArrayData numbers(SpecializedGetters cells, int ordinal) {
    if (!isVector) {
      return cells.getArray(ordinal);
    }
    InternalRow vector = cells.getStruct(ordinal, 4); // (type, size, indices, values)
    ArrayData values = vector.getArray(3);
    if (vector.getByte(0) != SPARSE) {
      return values;
    }
    double[] dense = new double[vector.getInt(1)];
    ArrayData indices = vector.getArray(2);
    for (int i = 0; i < values.numElements(); i++) {
      dense[indices.getInt(i)] = values.getDouble(i);
    }
    return ArrayData.toArrayData(dense);
  }
}
