package io.ncsn.data.codec;

import io.ncsn.config.ConfigException;
import java.math.BigDecimal;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads the cells of one column from text that a user wrote. */
final class TextCell {
  private final int index;
  private final ColumnCodec column;
  private final DataType type;
  private final ColumnWords words;

  /**
   * Makes a reader.
   *
   * @param index index of the column in its codec
   * @param setting the setting that has the text, which messages name
   */
  TextCell(int index, ColumnCodec column, String setting) {
    this.index = index;
    this.column = column instanceof MaskedCodec masked ? masked.column() : column;
    this.type = column.cellType();
    this.words = new ColumnWords(this.column, setting);
  }

  /**
   * Returns a cell.
   *
   * @param text the cell as text; empty for null
   * @throws ConfigException if the training rows have no such cell
   */
  GivenCell read(Optional<String> text) {
    if (column instanceof IdCodec) {
      throw words.refusal(text, "it is an id, of which each row has its own", "leave it out");
    }
    Object cell = text.map(this::cell).orElse(null);
    if (column instanceof ConstantCodec constant) {
      return constant(constant, text, cell);
    }
    double[] values = new double[column.width()];
    InternalRow row = new GenericInternalRow(new Object[] {cell});
    BadRowReason reason = column.encoder(type).encode(row, 0, values, 0);
    if (reason == BadRowReason.NULL) {
      throw words.refusal(text, "the training rows have no empty cell there", words.advice(text));
    }
    if (reason != null) {
      boolean isRange = type instanceof StringType && text.filter(CellRange::isLike).isPresent();
      throw isRange
          ? words.refusal(text, "it is a range, and the column holds text", "give a list of values")
          : words.refusal(text, "the training rows have no such value", words.advice(text));
    }
    if (column instanceof CategoryCodec category && cell != null && !category.keeps(row, type)) {
      throw words.refusal(
          text,
          "the training rows have no such value, or too few for the model to keep it",
          words.advice(text));
    }
    if (column instanceof SpreadCodec spread && cell != null) {
      long key = spread.line().reader(type).read(row, 0);
      if (key < spread.least() || key > spread.greatest()) {
        throw words.refusal(
            text, "it is out of the range of the training rows", words.advice(text));
      }
    }
    return new GivenCell(index, cell, values);
  }

  private GivenCell constant(ConstantCodec constant, Optional<String> text, Object cell) {
    Object only = constant.value() == null ? null : cell(constant.value());
    if (cell == null ? only != null : !cell.equals(only)) {
      throw words.refusal(
          text,
          "the training rows have " + ColumnWords.quoted(constant.value()) + " alone there",
          "leave it out");
    }
    return new GivenCell(index, cell, new double[0]);
  }

  /** Returns the cell of a text in Spark's own form. */
  private Object cell(String text) {
    if (column instanceof VectorCodec vector) {
      return new VectorText(vector, words).cell(text);
    }
    if (type instanceof StringType && !column.line().asText()) {
      return UTF8String.fromString(text);
    }
    SpecificInternalRow row = new SpecificInternalRow(new StructType().add("cell", type));
    column.line().writer().write(row, 0, key(text));
    return row.get(0, type);
  }

  /**
   * Returns the key of the cell of a text; for columns that have keys.
   *
   * @throws ConfigException if the text is no cell of the column's type
   */
  long key(String text) {
    NumberLine line = column.line();
    long key = key(line, text.strip());
    if (key == NumberLine.NO_KEY) {
      throw words.refusal(
          Optional.of(text), "it is not " + described(line), words.advice(Optional.of(text)));
    }
    return key;
  }

  private String described(NumberLine line) {
    return switch (line.dataType().typeName()) {
      case "byte", "short", "integer", "long" -> "a whole number";
      default -> line.dataType() instanceof DecimalType ? "a " + line.type() : line.described();
    };
  }

  private long key(NumberLine line, String text) {
    InternalRow row = new GenericInternalRow(new Object[] {UTF8String.fromString(text)});
    if (line.dataType() instanceof DecimalType decimal && !line.isReal()) {
      return decimals(text, decimal);
    }
    long key = line.reader(DataTypes.StringType).read(row, 0);
    boolean withoutZone = key == NumberLine.NO_KEY && line.type().equals("timestamp");
    return withoutZone ? TextTimes.localTimestamp(row, 0) : key;
  }

  private static long decimals(String text, DecimalType type) {
    try {
      return new BigDecimal(text).setScale(type.scale()).unscaledValue().longValueExact();
    } catch (ArithmeticException | NumberFormatException noDecimalOfTheType) {
      return NumberLine.NO_KEY;
    }
  }
}
