package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.ncsn.channels.ChannelGroup;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * The two ways between a column's cells and the numbers of a row: reading a cell gives {@link
 * #width} values, which are stored in single precision; writing turns stored values into a cell of
 * exactly the column's type.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "codec")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumberCodec.class, name = "number"),
  @JsonSubTypes.Type(value = SpreadCodec.class, name = "spread"),
  @JsonSubTypes.Type(value = LevelCodec.class, name = "levels"),
  @JsonSubTypes.Type(value = CategoryCodec.class, name = "category"),
  @JsonSubTypes.Type(value = ConstantCodec.class, name = "constant"),
  @JsonSubTypes.Type(value = ImageCodec.class, name = "image"),
  @JsonSubTypes.Type(value = VectorCodec.class, name = "vector"),
  @JsonSubTypes.Type(value = IdCodec.class, name = "id"),
  @JsonSubTypes.Type(value = MaskedCodec.class, name = "masked")
})
public sealed interface ColumnCodec extends Serializable
    permits NumberCodec,
        KeyedCodec,
        CategoryCodec,
        ConstantCodec,
        IdCodec,
        ArrayCodec,
        VectorCodec,
        MaskedCodec {
  /** Returns the column's name. */
  String name();

  /**
   * Returns the Spark SQL type, in DDL form, of the cells that are written; {@value
   * VectorCells#VECTOR} for Spark ML vectors.
   */
  String type();

  /**
   * Returns the line on which the cells lie; for columns of numbers, times or truth values,
   * whatever their codec.
   */
  default NumberLine line() {
    return new NumberLine(type());
  }

  /** Returns the number of values a cell is read as. */
  int width();

  /**
   * Returns the groups of channels that the stored values are.
   *
   * @param first the index of the first of them in the row's layout
   */
  List<ChannelGroup> groups(int first);

  /** Returns the Spark type of the cells that are written. */
  default DataType cellType() {
    return VectorCells.type(type());
  }

  /** Returns whether the column's cells can be read from a column of type {@code found}. */
  boolean reads(DataType found);

  /** Returns the codec of the column's known cells. */
  default ColumnCodec ofKnownCells() {
    return this;
  }

  /** Returns whether null is written for some stored values. */
  default boolean writesNull() {
    return false;
  }

  /** Returns the level of the column's first group that stands for null; −1 if none does. */
  default int nullLevel() {
    return -1;
  }

  /** Returns what {@link #reads} asks for, in words. */
  default String needs() {
    return "a number";
  }

  /**
   * Returns a reader of the column's cells in a table.
   *
   * @param found the column's type in that table, which may differ from {@link #type}
   */
  CellEncoder encoder(DataType found);

  /** Returns the same for tables in which parts of a cell are not known: their values are NaN. */
  default CellEncoder partialEncoder(DataType found) {
    return encoder(found);
  }

  /** Returns a writer of the column's cells. */
  CellDecoder decoder();

  /**
   * Returns the logarithm of what a cell's channels leave out of its probability: the share of the
   * distribution that a number owns, and the unit of an image's numbers. It is 0 for other cells.
   *
   * @param values what the cell was read as, from {@code at} on; finite
   */
  default double logShare(double[] values, int at) {
    return 0;
  }

  /**
   * Returns what is subtracted from a value before it is stored.
   *
   * @param part which of the cell's values it is, from 0
   */
  default double mean(int part) {
    return 0;
  }

  /** Returns what the difference is then divided by. */
  default double scale(int part) {
    return 1;
  }

  /** Returns a value that was read in the form in which it is stored. */
  default double unit(int part, double value) {
    return (value - mean(part)) / scale(part);
  }

  /**
   * Converts values that were read into the form in which they are stored.
   *
   * @param part which of the cell's values they are, from 0
   * @param stored gets {@code count} values
   */
  default void store(int part, double[] values, int count, float[] stored) {
    double mean = mean(part);
    double scale = scale(part);
    for (int i = 0; i < count; i++) {
      stored[i] = (float) ((values[i] - mean) / scale);
    }
  }
}
