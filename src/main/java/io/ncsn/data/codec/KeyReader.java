package io.ncsn.data.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StringType;

/** Reads a cell that is not null as a key of a {@link NumberLine}. */
@FunctionalInterface
public interface KeyReader extends Serializable {
  /** Returns the cell's key, or {@link NumberLine#NO_KEY} if the line has no such cell. */
  long read(SpecializedGetters cells, int ordinal);

  /** Returns whether cells of type {@code found} can be read as cells of type {@code line}. */
  static boolean reads(DataType line, DataType found) {
    return switch (line.typeName()) {
      case "boolean", "date", "timestamp", "timestamp_ntz" ->
          found instanceof StringType || found.typeName().equals(line.typeName());
      default -> CellReader.isReadable(found);
    };
  }

  /**
   * Returns a reader.
   *
   * @param line the type of the cells that the keys stand for
   * @param found the type of the cells to read
   */
  static KeyReader of(DataType line, DataType found) {
    if (!reads(line, found)) {
      throw new IllegalArgumentException(
          "Cannot read cells of type %s as %s".formatted(found.sql(), line.sql()));
    }
    if (NumberLine.isReal(line)) {
      return doubles(CellReader.of(found));
    }
    if (line instanceof DecimalType decimal) {
      return decimals(decimal.scale(), found);
    }
    boolean text = found instanceof StringType;
    return switch (line.typeName()) {
      case "boolean" -> text ? TextTimes::truth : (cells, i) -> cells.getBoolean(i) ? 1 : 0;
      case "date" -> text ? TextTimes::date : SpecializedGetters::getInt;
      case "timestamp" -> text ? TextTimes::timestamp : SpecializedGetters::getLong;
      case "timestamp_ntz" -> text ? TextTimes::localTimestamp : SpecializedGetters::getLong;
      case "float" -> floats(CellReader.of(found));
      case "double" -> doubles(CellReader.of(found));
      default -> wholes(found);
    };
  }

  private static KeyReader doubles(CellReader reader) {
    return (cells, i) -> {
      double value = reader.read(cells, i);
      return Double.isFinite(value) ? RealKeys.key(value) : NumberLine.NO_KEY;
    };
  }

  private static KeyReader floats(CellReader reader) {
    return (cells, i) -> {
      float value = (float) reader.read(cells, i);
      return Float.isFinite(value) ? RealKeys.key(value) : NumberLine.NO_KEY;
    };
  }

  private static KeyReader wholes(DataType found) {
    return switch (found.typeName()) {
      case "byte" -> SpecializedGetters::getByte;
      case "short" -> SpecializedGetters::getShort;
      case "integer" -> SpecializedGetters::getInt;
      case "long" -> (cells, i) -> key(cells.getLong(i));
      case "string" -> KeyReader::wholeText;
      default -> {
        CellReader reader = CellReader.of(found);
        yield (cells, i) -> {
          double value = reader.read(cells, i);
          return value == Math.rint(value) && Math.abs(value) < 0x1p63
              ? (long) value
              : NumberLine.NO_KEY;
        };
      }
    };
  }

  private static long wholeText(SpecializedGetters cells, int ordinal) {
    String text = cells.getUTF8String(ordinal).toString();
    double value = TextNumbers.parse(text);
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      return NumberLine.NO_KEY;
    }
    return Math.abs(value) < 0x1p53 ? (long) value : exact(new BigDecimal(text.strip()), 0);
  }

  private static KeyReader decimals(int scale, DataType found) {
    if (found instanceof DecimalType other) {
      int precision = other.precision();
      int itsScale = other.scale();
      return (cells, i) -> {
        Decimal cell = cells.getDecimal(i, precision, itsScale);
        return itsScale == scale && precision <= Decimal.MAX_LONG_DIGITS()
            ? cell.toUnscaledLong()
            : exact(cell.toJavaBigDecimal(), scale);
      };
    }
    CellReader reader = CellReader.of(found);
    return (cells, i) -> {
      double value = reader.read(cells, i);
      return Double.isFinite(value) ? exact(BigDecimal.valueOf(value), scale) : NumberLine.NO_KEY;
    };
  }

  private static long exact(BigDecimal value, int scale) {
    BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_EVEN);
    return rounded.unscaledValue().bitLength() < Long.SIZE
        ? key(rounded.unscaledValue().longValue())
        : NumberLine.NO_KEY;
  }

  /** The two least numbers of 64 bits stand for cells without a key and for empty cells. */
  private static long key(long whole) {
    return whole == CellKeys.NULL ? NumberLine.NO_KEY : whole;
  }
}
