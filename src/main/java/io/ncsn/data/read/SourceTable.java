package io.ncsn.data.read;

import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * A table opened for reading.
 *
 * @param name as the user calls it: {@code data.input}
 * @param format {@code AUTO} for a table that comes from no files
 * @param notes what its files say about columns
 * @param files the files it is read from; none for a table that is made
 */
public record SourceTable(
    String name, Dataset<Row> table, Format format, ColumnNotes notes, List<FileStatus> files) {
  /** The name of a table that the program holds. */
  public static final String HELD = "the given table";

  /**
   * Opens the table that {@code data.input} names.
   *
   * @throws io.ncsn.data.codec.DataException if there is none, or it cannot be read
   */
  public static SourceTable open(SparkSession spark, DataSettings settings) {
    return open(spark, settings, column -> false);
  }

  /**
   * As {@link #open(SparkSession, DataSettings)}, whatever is wrong with columns that nobody wants.
   */
  public static SourceTable open(
      SparkSession spark, DataSettings settings, Predicate<String> isUnwanted) {
    return DataSettings.isBuiltIn(settings.input())
        ? BuiltInData.open(spark, settings)
        : TableReader.read(
            spark, InputFiles.list(spark.sessionState().newHadoopConf(), settings), isUnwanted);
  }

  /** A table that comes from no files. */
  public static SourceTable made(String name, Dataset<Row> table) {
    return new SourceTable(name, table, Format.AUTO, ColumnNotes.NONE, List.of());
  }

  /**
   * Returns the table with null in place of some texts, such as {@code NA}, in its text columns.
   *
   * @param texts what stands for null; blanks around it do not count
   */
  public SourceTable withNulls(Collection<String> texts) {
    if (texts.isEmpty()) {
      return this;
    }
    Column[] columns =
        Arrays.stream(table.schema().fields())
            .map(field -> withNulls(field, texts))
            .toArray(Column[]::new);
    return new SourceTable(name, table.select(columns), format, notes, files);
  }

  private static Column withNulls(StructField field, Collection<String> texts) {
    Column cells = functions.col(Features.quoted(field.name()));
    boolean isText =
        field.dataType() instanceof StringType && !field.name().equals(TableReader.MALFORMED_LINE);
    return isText
        ? functions.when(not(trim(cells).isin(texts.toArray())), cells).as(field.name())
        : cells;
  }

  /** Whether numbers stand as text; then the last column is {@link TableReader#MALFORMED_LINE}. */
  public boolean isText() {
    return format == Format.CSV || format == Format.JSON;
  }
}
