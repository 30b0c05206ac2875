package io.ncsn.data.codec;

import org.apache.spark.sql.types.DataType;

/** A column of numbers, dates or truth values, which are read and written as keys. */
sealed interface KeyedCodec extends ColumnCodec permits LevelCodec, SpreadCodec {
  /** Returns whether cells may be null. */
  boolean nulls();

  /** Returns the share of each level or state; that of null is the last. */
  double[] frequencies();

  @Override
  default int nullLevel() {
    return nulls() ? frequencies().length - 1 : -1;
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
