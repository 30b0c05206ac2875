package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The CSV files of a comparison: which columns are categories, and reading and writing rows. */
final class TableFiles {
  private final SparkSession spark;
  private final List<String> columns;
  private final List<String> categories;
  private final long rows;

  /**
   * Reads which columns of the training table are categories.
   *
   * @throws ConfigException if the table lacks a named column
   */
  TableFiles(SparkSession spark, TableTask task) {
    this.spark = spark;
    Dataset<Row> train = text(task.train());
    this.columns = List.of(train.columns());
    Stream.concat(Stream.of(task.target()), task.categories().stream()).forEach(this::require);
    Column[] counts =
        columns.stream()
            .map(name -> functions.count(functions.when(isText(name), true)))
            .toArray(Column[]::new);
    Row found = train.select(counts).first();
    this.categories =
        columns.stream()
            .filter(
                name ->
                    task.categories().contains(name) || found.getLong(columns.indexOf(name)) > 0)
            .toList();
    this.rows = train.count();
  }

  /** Returns the number of training rows. */
  long rows() {
    return rows;
  }

  /** Returns the description that the peers' scripts read. */
  Map<String, Object> schema(String target) {
    return Map.of("categories", categories, "target", target);
  }

  /** Returns a table's cells: doubles, and text of categories. */
  Dataset<Row> read(Path file) {
    return text(file)
        .select(
            columns.stream()
                .map(
                    name ->
                        categories.contains(name)
                            ? quoted(name)
                            : quoted(name).cast(DataTypes.DoubleType).as(name))
                .toArray(Column[]::new));
  }

  /** Writes the table's columns of Parquet files as one CSV file. */
  void write(Path parquet, Path file) {
    Path folder = file.resolveSibling(file.getFileName() + ".parts");
    spark
        .read()
        .parquet(parquet.toUri().toString())
        .select(columns.stream().map(TableFiles::quoted).toArray(Column[]::new))
        .coalesce(1)
        .write()
        .option("header", true)
        .option("emptyValue", "")
        .csv(folder.toUri().toString());
    try (Stream<Path> parts = Files.list(folder)) {
      Path part = parts.filter(path -> path.toString().endsWith(".csv")).findFirst().orElseThrow();
      Files.move(part, file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
    FileUtils.deleteQuietly(folder.toFile());
  }

  /** Writes a small file as JSON. */
  static void json(Path file, Object value) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), value);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  private Dataset<Row> text(Path file) {
    return spark
        .read()
        .option("header", true)
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true)
        .csv(file.toUri().toString());
  }

  private void require(String column) {
    if (!columns.contains(column)) {
      throw new ConfigException(
          "Cannot compare by column '%s': the table has %s; see --target and --categories"
              .formatted(column, String.join(", ", columns)));
    }
  }

  private static Column isText(String name) {
    return quoted(name).isNotNull().and(quoted(name).cast(DataTypes.DoubleType).isNull());
  }

  private static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
