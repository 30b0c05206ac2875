package io.ncsn.evaluate.mixed;

import static org.apache.spark.sql.functions.approx_count_distinct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Tells numbers from categories where the caller does not. */
public final class ComparedColumns {
  /** Whole numbers of at most so many distinct values are read as categories. */
  static final int FEW = 20;

  private ComparedColumns() {}

  /**
   * Returns all columns of a table. Dates, timestamps and numbers are numbers, except whole numbers
   * of at most {@value #FEW} distinct values; all else is a category. One pass counts the distinct
   * values.
   */
  public static List<MixedColumn> of(Dataset<Row> table) {
    StructField[] fields = table.schema().fields();
    List<Column> counts = new ArrayList<>();
    for (StructField field : fields) {
      if (isWhole(field.dataType())) {
        counts.add(approx_count_distinct(table.col(CellColumns.quoted(field.name()))));
      }
    }
    Row found = counts.isEmpty() ? Row.empty() : table.select(counts.toArray(Column[]::new)).head();
    List<MixedColumn> columns = new ArrayList<>();
    int next = 0;
    for (StructField field : fields) {
      boolean few = isWhole(field.dataType()) && found.getLong(next++) <= FEW;
      columns.add(
          isNumber(field.dataType()) && !few
              ? MixedColumn.number(field.name())
              : MixedColumn.category(field.name()));
    }
    return List.copyOf(columns);
  }

  /** Whether values of the type can be read as numbers. */
  static boolean isNumber(DataType type) {
    return type instanceof NumericType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }

  private static boolean isWhole(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType
        || (type instanceof DecimalType decimal && decimal.scale() == 0);
  }
}
