package io.ncsn.data.read;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A table read by the columns of a model that was trained on another. */
public final class ModelTable {
  private ModelTable() {}

  /**
   * In this order, by settings that do not depend on the cluster, Spark reads a table's parts: the
   * rows come in the same order each time.
   */
  private static final Map<String, String> PARTS =
      Map.of(
          "spark.sql.files.maxPartitionBytes", "32m",
          "spark.sql.files.openCostInBytes", "1m",
          "spark.sql.files.minPartitionNum", "1");

  /**
   * The columns to keep, as they are, then one of the model's numbers: an array of doubles, null or
   * with nulls where a cell holds no number, and null where the line is malformed. The rows come in
   * the same order each time and on any cluster, as long as the files are the same.
   *
   * @param settings {@code data.input} and {@code data.format} tell the table
   * @param kept names of columns of the table; in names, case does not count
   * @throws DataException when a column is missing, or the table cannot be read
   */
  public static Dataset<Row> open(
      SparkSession spark, DataSettings settings, TableSchema schema, List<String> kept) {
    SparkSession reader = spark.newSession();
    PARTS.forEach(reader.conf()::set);
    return numbered(SourceTable.open(reader, settings), schema, kept);
  }

  /**
   * The same of a table that the program holds.
   *
   * @param kept names of columns of the table; in names, case does not count
   * @throws DataException when a column is missing
   */
  public static Dataset<Row> of(Dataset<Row> table, TableSchema schema, List<String> kept) {
    return numbered(SourceTable.made(SourceTable.HELD, table), schema, kept);
  }

  private static Dataset<Row> numbered(SourceTable source, TableSchema schema, List<String> kept) {
    Dataset<Row> table = source.table();
    requireDistinct(kept);
    List<Column> columns = new ArrayList<>();
    kept.forEach(name -> columns.add(column(table, "--columns", name)));
    Column numbers = numbers(table, schema);
    columns.add(
        source.isText() ? when(col(TableReader.MALFORMED_LINE).isNull(), numbers) : numbers);
    return table.select(columns.toArray(Column[]::new));
  }

  private static Column numbers(Dataset<Row> table, TableSchema schema) {
    return switch (schema.layout()) {
      case COLUMNS ->
          array(
              schema.columns().stream()
                  .map(c -> number(table, c.name()).cast(DataTypes.DoubleType))
                  .toArray(Column[]::new));
      case ARRAY ->
          typed(table, schema.features(), Features::isNumberArray, "an array of numbers")
              .cast(DataTypes.createArrayType(DataTypes.DoubleType));
      case VECTOR -> {
        Column vector = typed(table, schema.features(), Features::isVector, "a Spark ML vector");
        // The function fails on null.
        yield when(vector.isNotNull(), functions.vector_to_array(vector, "float64"));
      }
    };
  }

  private static Column number(Dataset<Row> table, String name) {
    return typed(table, name, CellReader::isReadable, "a number");
  }

  /** A column of the model, if it is of a type that can be read as the model's. */
  private static Column typed(
      Dataset<Row> table, String name, Predicate<DataType> isReadable, String need) {
    Column column = column(table, "the model's columns", name);
    DataType type = table.select(column).schema().apply(0).dataType();
    if (!isReadable.test(type)) {
      throw new DataException(
          "Cannot read column '%s' of the model's columns: found %s, need %s; give a table with columns like those that the model was trained on"
              .formatted(name, type.catalogString(), need));
    }
    return column;
  }

  private static void requireDistinct(List<String> kept) {
    Set<String> seen = new HashSet<>();
    for (String name : kept) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            "Cannot keep column '%s' of --columns twice (case does not count); name it once"
                .formatted(name));
      }
    }
  }

  /** The column by its name, in which case does not count. */
  private static Column column(Dataset<Row> table, String asked, String name) {
    String key = name.toLowerCase(Locale.ROOT);
    String found =
        Arrays.stream(table.columns())
            .filter(other -> other.toLowerCase(Locale.ROOT).equals(key))
            .findFirst()
            .orElseThrow(() -> missing(table, asked, name));
    return col("`" + found.replace("`", "``") + "`");
  }

  private static DataException missing(Dataset<Row> table, String asked, String name) {
    return new DataException(
        "Cannot read column '%s' of %s: the table has only %s; give a table with these columns"
            .formatted(
                name,
                asked,
                Arrays.stream(table.columns())
                    .filter(other -> !other.equals(TableReader.MALFORMED_LINE))
                    .limit(20)
                    .collect(Collectors.joining(", "))));
  }
}
