package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.ncsn.config.CellSettings;
import io.ncsn.config.TimePattern;
import io.ncsn.data.codec.TextTimes;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Mends text cells before anything reads them: null where a text stands for it, ISO times. */
final class TextCells {
  private TextCells() {}

  /**
   * Returns the table with its text cells as the settings say.
   *
   * @param input the table's name, for messages
   * @throws io.ncsn.data.codec.DataException if its times are of another pattern than the settings'
   */
  static Dataset<Row> mended(String input, Dataset<Row> table, CellSettings cells) {
    Dataset<Row> filled =
        cells.nullValues().isEmpty() ? table : withNulls(table, cells.nullValues());
    return cells.timestampFormat().map(pattern -> withTimes(input, filled, pattern)).orElse(filled);
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
          return when(not(trim(cells).isin(nulls)), cells).as(field.name(), field.metadata());
        });
  }

  /** Returns the table with times in ISO form in the columns that hold mostly the pattern's. */
  private static Dataset<Row> withTimes(String input, Dataset<Row> table, String pattern) {
    IsoTimes times = new IsoTimes(TimePattern.formatter(pattern));
    Set<String> columns = new TimeColumns(input, pattern, times).of(table);
    UserDefinedFunction iso = functions.udf(new IsoTimes.Udf(pattern), DataTypes.StringType);
    return mapped(
        table,
        field -> columns.contains(field.name()),
        field ->
            iso.apply(col(Features.quoted(field.name())))
                .as(
                    field.name(),
                    new MetadataBuilder()
                        .withMetadata(field.metadata())
                        .putBoolean(TextTimes.REWRITTEN, true)
                        .build()));
  }

  /** Returns whether a column holds text of the user's. */
  static boolean isText(StructField field) {
    return field.dataType() instanceof StringType
        && !field.name().equals(TableReader.MALFORMED_LINE);
  }

  private static Dataset<Row> mapped(
      Dataset<Row> table, Predicate<StructField> changes, Function<StructField, Column> change) {
    return table.select(
        Arrays.stream(table.schema().fields())
            .map(
                field ->
                    changes.test(field) ? change.apply(field) : col(Features.quoted(field.name())))
            .toArray(Column[]::new));
  }
}
