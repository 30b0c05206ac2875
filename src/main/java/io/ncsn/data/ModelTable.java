package io.ncsn.data;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.ncsn.config.DataSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
    SourceTable source = source(reader, settings);
    Dataset<Row> table = source.table();
    List<Column> columns = new ArrayList<>();
    kept.forEach(name -> columns.add(column(table, "--columns", name)));
    Column numbers = numbers(table, schema);
    columns.add(
        source.isText() ? when(col(TableReader.MALFORMED_LINE).isNull(), numbers) : numbers);
    return table.select(columns.toArray(Column[]::new));
  }

  private static SourceTable source(SparkSession spark, DataSettings settings) {
    return BuiltInData.isBuiltIn(settings.input())
        ? BuiltInData.open(spark, settings)
        : TableReader.read(spark, InputFiles.list(spark.sessionState().newHadoopConf(), settings));
  }

  private static Column numbers(Dataset<Row> table, TableSchema schema) {
    String asked = "the model's columns";
    return switch (schema.layout()) {
      case COLUMNS ->
          array(
              schema.columns().stream()
                  .map(c -> column(table, asked, c.name()).cast(DataTypes.DoubleType))
                  .toArray(Column[]::new));
      case ARRAY ->
          column(table, asked, schema.features())
              .cast(DataTypes.createArrayType(DataTypes.DoubleType));
      case VECTOR -> {
        Column vector = column(table, asked, schema.features());
        // The function fails on null.
        yield when(vector.isNotNull(), functions.vector_to_array(vector, "float64"));
      }
    };
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
