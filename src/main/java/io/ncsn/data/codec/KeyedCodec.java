package io.ncsn.data.codec;

import org.apache.spark.sql.types.DataType;

/** A column of numbers, dates or truth values, which are read and written as keys. */
sealed interface KeyedCodec extends ColumnCodec permits LevelCodec, SpreadCodec {
  /** Returns whether cells may be null. */
  boolean nulls();

  /** Returns the numbers that cells of the column's type are. */
  default NumberLine line() {
    return new NumberLine(type());
  }

  @Override
  default boolean writesNull() {
    return nulls();
  }

  @Override
  default boolean reads(DataType found) {
    return KeyReader.reads(line().dataType(), found);
  }

  @Override
  default String needs() {
    return line().described();
  }
}
