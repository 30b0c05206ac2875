package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.ncsn.config.CellSettings;
import io.ncsn.config.TimePattern;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Mends text cells before anything reads them: null where a text stands for it, ISO times. */
final class TextCells {
  private static final int SAMPLE = 1000;

  private TextCells() {}

  static Dataset<Row> mended(Dataset<Row> table, CellSettings cells) {
    Dataset<Row> filled =
        cells.nullValues().isEmpty() ? table : withNulls(table, cells.nullValues());
    return cells.timestampFormat().map(pattern -> withTimes(filled, pattern)).orElse(filled);
  }

  /**
   * Returns the table with null in place of some texts, such as {@code NA}.
   *
   * @param texts blanks around them do not count
   */
  private static Dataset<Row> withNulls(Dataset<Row> table, Collection<String> texts) {
    Object[] nulls = texts.stream().map(String::strip).toArray();
    return mapped(
        table,
        TextCells::isText,
        field -> {
          Column cells = col(Features.quoted(field.name()));
          return when(not(trim(cells).isin(nulls)), cells);
        });
  }

  /** Returns the table with times in ISO form in the columns that hold mostly the pattern's. */
  private static Dataset<Row> withTimes(Dataset<Row> table, String pattern) {
    IsoTimes times = new IsoTimes(TimePattern.formatter(pattern));
    Set<String> columns = timeColumns(table, times);
    UserDefinedFunction iso = functions.udf(new IsoTimes.Udf(pattern), DataTypes.StringType);
    return mapped(
        table,
        field -> columns.contains(field.name()),
        field -> iso.apply(col(Features.quoted(field.name()))));
  }

  private static Set<String> timeColumns(Dataset<Row> table, IsoTimes times) {
    InternalRow[] rows = table.queryExecution().executedPlan().executeTake(SAMPLE);
    StructField[] fields = table.schema().fields();
    return IntStream.range(0, fields.length)
        .filter(c -> isText(fields[c]) && areTimes(rows, c, times))
        .mapToObj(c -> fields[c].name())
        .collect(Collectors.toSet());
  }

  private static boolean areTimes(InternalRow[] rows, int column, IsoTimes times) {
    String[] cells =
        Arrays.stream(rows)
            .filter(row -> !row.isNullAt(column))
            .map(row -> row.getUTF8String(column).toString())
            .filter(cell -> !cell.isBlank())
            .toArray(String[]::new);
    return 2 * Arrays.stream(cells).filter(cell -> times.read(cell) != null).count() > cells.length;
  }

  private static boolean isText(StructField field) {
    return field.dataType() instanceof StringType
        && !field.name().equals(TableReader.MALFORMED_LINE);
  }

  private static Dataset<Row> mapped(
      Dataset<Row> table, Predicate<StructField> changes, Function<StructField, Column> change) {
    return table.select(
        Arrays.stream(table.schema().fields())
            .map(
                field ->
                    changes.test(field)
                        ? change.apply(field).as(field.name(), field.metadata())
                        : col(Features.quoted(field.name())))
            .toArray(Column[]::new));
  }
}
