package io.ncsn.evaluate.mixed;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.ncsn.data.codec.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Reads a table as rows of 64-bit cells: the bits of a number, the hash of a category. Text never
 * reaches the driver, however many levels a column has.
 */
final class CellColumns {
  /** The cell of a number that is null, NaN or infinite. */
  static final long NO_NUMBER = Double.doubleToLongBits(Double.NaN);

  /** The cell of a category that is null. */
  static final long NO_CATEGORY = Long.MIN_VALUE;

  private CellColumns() {}

  /** Returns the rows of the table, a cell for each of {@code columns}. */
  static JavaRDD<long[]> read(Dataset<Row> table, List<MixedColumn> columns) {
    Column[] selected =
        columns.stream().map(column -> expression(table, column)).toArray(Column[]::new);
    boolean[] isNumber = new boolean[columns.size()];
    for (int j = 0; j < isNumber.length; j++) {
      isNumber[j] = columns.get(j).isNumber();
    }
    return table.select(selected).toJavaRDD().map(row -> cells(row, isNumber));
  }

  /** Returns two columns of a category: the cell of {@link #read}, null for null, and its text. */
  static List<Column> levelAndText(Dataset<Row> table, MixedColumn column) {
    Column cell = col(quoted(column.name()));
    return List.of(expression(table, column), cell.cast(DataTypes.StringType));
  }

  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static long[] cells(Row row, boolean[] isNumber) {
    long[] cells = new long[isNumber.length];
    for (int j = 0; j < cells.length; j++) {
      if (isNumber[j]) {
        double value = row.isNullAt(j) ? Double.NaN : row.getDouble(j) + 0.0; // −0.0 equals 0.0
        cells[j] = Double.isFinite(value) ? Double.doubleToLongBits(value) : NO_NUMBER;
      } else {
        cells[j] = row.isNullAt(j) ? NO_CATEGORY : row.getLong(j);
      }
    }
    return cells;
  }

  private static Column expression(Dataset<Row> table, MixedColumn column) {
    if (!Arrays.asList(table.columns()).contains(column.name())) {
      throw new DataException(
          "Cannot compare column '%s': not among the table's columns %s; compare tables of equal columns"
              .formatted(
                  column.name(),
                  Arrays.stream(table.columns()).limit(20).collect(Collectors.joining(", "))));
    }
    DataType type = table.schema().apply(column.name()).dataType();
    Column cell = col(quoted(column.name()));
    return column.isNumber() ? number(column.name(), cell, type) : category(cell, type);
  }

  private static Column number(String name, Column cell, DataType type) {
    if (!ComparedColumns.isNumber(type)) {
      throw new DataException(
          "Cannot compare column '%s' as a number: found %s, need a number, date or timestamp; compare it as a category"
              .formatted(name, type.simpleString()));
    }
    Column ordered = cell;
    if (type instanceof DateType) {
      ordered = unix_date(cell);
    } else if (type instanceof TimestampType) {
      ordered = unix_micros(cell);
    } else if (type instanceof TimestampNTZType) {
      ordered = unix_micros(cell.cast(DataTypes.TimestampType));
    }
    return ordered.cast(DataTypes.DoubleType);
  }

  /** Equal values of the narrow and the wide whole types have one hash. */
  private static Column category(Column cell, DataType type) {
    Column text = type instanceof BinaryType ? cell : cell.cast(DataTypes.StringType);
    return when(cell.isNotNull(), xxhash64(text));
  }
}
