package io.ncsn.data.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The cells of an ordered type as whole numbers, called keys, in the order of the cells. The key of
 * an integer is itself, of a decimal its digits without the point, of a date its day and of a
 * timestamp its microsecond since 1970; the keys of floating-point numbers count them from 0.
 * Decimals of more than 18 digits, more than 4 of them behind the point, count as floating-point
 * numbers: as whole numbers, they would not reach far.
 *
 * @param type Spark SQL type in DDL form
 * @param asText whether the cells are texts that {@link #text} writes, and not of the type itself
 */
public record NumberLine(String type, boolean asText) implements Serializable {
  /** Stands for a cell that has no key. */
  public static final long NO_KEY = Long.MIN_VALUE;

  private static final long MICROS = 1_000_000;

  /** Whole keys of decimals with more digits behind the point do not reach far. */
  private static final int MOST_EXACT_SCALE = 4;

  /** Parsing a type takes longer than reading a thousand cells. */
  private static final Map<String, DataType> PARSED_TYPES = new ConcurrentHashMap<>();

  /** Makes the line of cells that are of the type. */
  public NumberLine(String type) {
    this(type, false);
  }

  /** Writes the cell of a key. */
  @FunctionalInterface
  public interface KeyWriter extends Serializable {
    void write(InternalRow row, int ordinal, long key);
  }

  /** Returns whether the type has keys. */
  public static boolean isOrdered(DataType type) {
    return switch (type.typeName()) {
      case "boolean", "date", "timestamp", "timestamp_ntz" -> true;
      default -> CellReader.isNumber(type);
    };
  }

  /** Returns the Spark type of the cells. */
  DataType cellType() {
    return asText ? DataTypes.StringType : dataType();
  }

  /** Returns the Spark type of the numbers or times that the cells stand for. */
  DataType dataType() {
    DataType parsed = PARSED_TYPES.get(type); // unlike computeIfAbsent, never waits
    return parsed != null ? parsed : PARSED_TYPES.computeIfAbsent(type, DataType::fromDDL);
  }

  /** Returns whether the cells are floating-point numbers, or decimals that count as such. */
  public boolean isReal() {
    return type.equals("double")
        || type.equals("float")
        || (type.startsWith("decimal") && isReal(dataType()));
  }

  /** Returns whether cells of the type are decimals that count as floating-point numbers. */
  static boolean isReal(DataType type) {
    return type instanceof DecimalType decimal
        && decimal.precision() > Decimal.MAX_LONG_DIGITS()
        && decimal.scale() > MOST_EXACT_SCALE;
  }

  /** Returns whether the cells are dates or timestamps. */
  public boolean isTime() {
    return type.equals("date") || type.startsWith("timestamp");
  }

  /** Returns what a cell is, in words. */
  String described() {
    return switch (dataType().typeName()) {
      case "boolean", "date", "timestamp" -> "a " + type;
      case "timestamp_ntz" -> "a timestamp without a zone";
      default -> "a number";
    };
  }

  /** Returns a reader of the keys of cells of another type or this one. */
  public KeyReader reader(DataType found) {
    return KeyReader.of(dataType(), found);
  }

  /** Returns a writer of cells. Keys beyond the type's range are clamped to it. */
  public KeyWriter writer() {
    if (asText) {
      return (row, i, key) -> row.update(i, UTF8String.fromString(text(key)));
    }
    DataType dataType = dataType();
    if (dataType instanceof DecimalType decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      if (isReal(decimal)) {
        return (row, i, key) -> row.setDecimal(i, rounded(key, precision, scale), precision);
      }
      return (row, i, key) -> row.setDecimal(i, decimal(key, precision, scale), precision);
    }
    return switch (dataType.typeName()) {
      case "boolean" -> (row, i, key) -> row.setBoolean(i, key != 0);
      case "byte" -> (row, i, key) -> row.setByte(i, (byte) clamp(key, Byte.MAX_VALUE));
      case "short" -> (row, i, key) -> row.setShort(i, (short) clamp(key, Short.MAX_VALUE));
      case "integer", "date" -> (row, i, key) -> row.setInt(i, (int) clamp(key, Integer.MAX_VALUE));
      case "long", "timestamp", "timestamp_ntz" -> InternalRow::setLong;
      case "float" -> (row, i, key) -> row.setFloat(i, (float) RealKeys.value(key));
      case "double" -> (row, i, key) -> row.setDouble(i, RealKeys.value(key));
      default -> throw new IllegalArgumentException("Cannot write keys as " + type);
    };
  }

  private static long clamp(long key, long greatest) {
    return Math.max(-greatest - 1, Math.min(greatest, key));
  }

  private static Decimal decimal(long key, int precision, int scale) {
    return decimal(BigDecimal.valueOf(key, scale), precision, scale);
  }

  private static Decimal rounded(long key, int precision, int scale) {
    BigDecimal most = new BigDecimal(BigInteger.TEN.pow(precision).subtract(BigInteger.ONE), scale);
    BigDecimal cell =
        BigDecimal.valueOf(RealKeys.value(key)).setScale(scale, RoundingMode.HALF_EVEN);
    return decimal(cell.min(most).max(most.negate()), precision, scale);
  }

  private static Decimal decimal(BigDecimal cell, int precision, int scale) {
    return Decimal.apply(scala.math.BigDecimal.javaBigDecimal2bigDecimal(cell), precision, scale);
  }

  /** Returns the number on which distances between cells are measured. */
  public double number(long key) {
    return isReal() ? RealKeys.value(key) : key;
  }

  /** Returns how many keys a unit of the cells has: 10 for each decimal of exact decimals. */
  public double unit() {
    return dataType() instanceof DecimalType decimal && !isReal(decimal)
        ? Math.pow(10, decimal.scale())
        : 1;
  }

  /**
   * Returns the cell as a number in the cells' own units; a date counts as days and a timestamp as
   * microseconds since 1970.
   */
  public double value(long key) {
    return dataType() instanceof DecimalType decimal && !isReal(decimal)
        ? BigDecimal.valueOf(key, decimal.scale()).doubleValue()
        : number(key);
  }

  /** Returns the key of the cell that is nearest to a number. */
  public long nearest(double number) {
    if (type.equals("float")) {
      return RealKeys.key((float) number);
    }
    return isReal() ? RealKeys.key(number) : (long) Math.rint(number);
  }

  /** Returns the cell of a key as text. */
  public String text(long key) {
    DataType dataType = dataType();
    if (dataType instanceof DecimalType decimal) {
      return isReal(decimal)
          ? BigDecimal.valueOf(RealKeys.value(key)).toPlainString()
          : BigDecimal.valueOf(key, decimal.scale()).toPlainString();
    }
    return switch (type) {
      case "boolean" -> String.valueOf(key != 0);
      case "date" -> LocalDate.ofEpochDay(key).toString();
      case "timestamp" -> instant(key).toString();
      case "timestamp_ntz" -> LocalDateTime.ofInstant(instant(key), ZoneOffset.UTC).toString();
      case "float" -> Float.toString((float) RealKeys.value(key));
      case "double" -> Double.toString(RealKeys.value(key));
      default -> Long.toString(key);
    };
  }

  /**
   * Returns the key of the cell that {@link #text} wrote.
   *
   * @throws IllegalArgumentException if the text is no cell of the type
   */
  public long parse(String text) {
    try {
      return parsed(text);
    } catch (ArithmeticException | NumberFormatException | java.time.DateTimeException e) {
      throw new IllegalArgumentException(
          "Cannot read '%s': found no value of type %s".formatted(text, type), e);
    }
  }

  private long parsed(String text) {
    DataType dataType = dataType();
    if (isReal(dataType)) {
      return RealKeys.key(Double.parseDouble(text));
    }
    if (dataType instanceof DecimalType decimal) {
      return new BigDecimal(text)
          .setScale(decimal.scale(), RoundingMode.UNNECESSARY)
          .unscaledValue()
          .longValueExact();
    }
    return switch (type) {
      case "boolean" -> Boolean.parseBoolean(text) ? 1 : 0;
      case "date" -> LocalDate.parse(text).toEpochDay();
      case "timestamp" -> micros(Instant.parse(text));
      case "timestamp_ntz" -> micros(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
      case "float" -> RealKeys.key(Float.parseFloat(text));
      case "double" -> RealKeys.key(Double.parseDouble(text));
      default -> Long.parseLong(text);
    };
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1000);
  }
}
