package io.ncsn.data.codec;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** A column whose cells are arrays of numbers, all of one length. */
sealed interface ArrayCodec extends ColumnCodec permits ImageCodec, NumbersCodec {
  @Override
  default boolean reads(DataType found) {
    return found instanceof ArrayType array && CellReader.isNumber(array.elementType());
  }

  @Override
  default String needs() {
    return "an array of numbers";
  }

  @Override
  default CellEncoder encoder(DataType found) {
    return encoder(((ArrayType) found).elementType(), false);
  }

  @Override
  default CellEncoder partialEncoder(DataType found) {
    return encoder(((ArrayType) found).elementType(), true);
  }

  /**
   * Returns a reader of the column's cells.
   *
   * @param element type of the arrays' numbers
   * @param partial whether null is a number that is not known, and becomes NaN
   */
  CellEncoder encoder(DataType element, boolean partial);
}
