package io.ncsn.catalog;

import io.ncsn.config.ConfigException;
import io.ncsn.config.TableMode;
import io.ncsn.config.TableSettings;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.V1Table;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * The table of a catalogue that gets the rows of a job, in one commit if its format has commits.
 * Each commit has a word, by which it is found again.
 */
public final class ResultTable {
  /** The property of a table that was made by a commit. */
  private static final String PROPERTY = "ncsn.commit";

  private static final String PROVIDER = "provider";
  private static final String HIVE = "hive";

  private final SparkSession spark;
  private final TableName name;
  private final TableMode mode;
  private final Optional<String> format;

  private ResultTable(SparkSession spark, TableName name, TableMode mode, Optional<String> format) {
    this.spark = spark;
    this.name = name;
    this.mode = mode;
    this.format = format;
  }

  /**
   * Finds the place of a table.
   *
   * @param setting the setting that names it, for messages
   * @throws ConfigException if the name is none, or if there is no such catalogue or database
   */
  public static ResultTable of(
      SparkSession spark, String setting, String name, TableSettings settings) {
    return new ResultTable(
        spark, TableName.of(spark, setting, name), settings.mode(), settings.format());
  }

  /** The whole name, quoted for SQL. */
  public String name() {
    return name.quoted();
  }

  /** The setting and its value, for messages. */
  public String asked() {
    return name.asked();
  }

  public TableMode mode() {
    return mode;
  }

  /**
   * Checks that rows may be put here.
   *
   * @throws ConfigException if there is a table and the mode is {@code error}, if it is a view, or
   *     if it would be overwritten in part
   */
  public void requireFree() {
    Optional<Table> table = name.load();
    if (table.filter(ResultTable::isView).isPresent()) {
      throw new ConfigException(
          "Cannot write to %s: that is a view; name a table".formatted(asked()));
    }
    if (mode == TableMode.ERROR && table.isPresent()) {
      throw new ConfigException(
          "Cannot write to %s: there is such a table already, and %s is error; set it to append or overwrite, or name another table"
              .formatted(asked(), TableSettings.MODE));
    }
    if (mode == TableMode.OVERWRITE && table.filter(ResultTable::isPartitionedHive).isPresent()) {
      throw new ConfigException(
          "Cannot write to %s: it is a table of Hive with partitions, of which overwriting replaces only those that get rows; empty it by TRUNCATE TABLE and set %s to append, or name another"
              .formatted(asked(), TableSettings.MODE));
    }
  }

  /**
   * Checks that rows of a schema can be put here, if there is a table.
   *
   * @throws ConfigException if they cannot
   */
  public void requireFits(StructType rows) {
    columns().ifPresent(columns -> columns.require(rows));
  }

  private Optional<TableColumns> columns() {
    return name.load()
        .map(
            table ->
                new TableColumns(asked(), CatalogV2Util.v2ColumnsToStructType(table.columns())));
  }

  /**
   * The name of the table's format; empty if there is no table, or if its catalogue does not tell.
   */
  public Optional<String> format() {
    return name.load().map(table -> table.properties().get(PROVIDER));
  }

  /**
   * Returns whether the commit of rows is one step, which the table remembers. A table that is to
   * be made remembers at least who made it.
   */
  public boolean remembers() {
    return name.load().isEmpty() || format().flatMap(CommitHistory::of).isPresent();
  }

  /** Returns whether rows were committed with a word. */
  public boolean has(String commit) {
    Optional<Table> table = name.load();
    return table.filter(made -> commit.equals(made.properties().get(PROPERTY))).isPresent()
        || table.isPresent() && version(commit).isPresent();
  }

  /** The version that a commit made, where the format counts versions and remembers the commit. */
  public Optional<String> version(String commit) {
    return format()
        .flatMap(CommitHistory::of)
        .map(history -> history.versions(spark, name(), commit).collectAsList())
        .flatMap(found -> found.stream().findFirst())
        .map(row -> row.getString(0));
  }

  /** Commits rows. */
  public void write(Dataset<Row> rows, String commit) {
    Optional<Table> table = name.load();
    if (table.isEmpty()) {
      create(rows, commit);
    } else if (table.get() instanceof V1Table) {
      if (isPartitionedHive(table.get())) {
        spark.conf().set("hive.exec.dynamic.partition.mode", "nonstrict");
      }
      SaveMode save = mode == TableMode.OVERWRITE ? SaveMode.Overwrite : SaveMode.Append;
      fit(rows).write().mode(save).insertInto(name());
    } else {
      Map<String, String> options =
          format().flatMap(CommitHistory::of).map(h -> h.options(commit)).orElse(Map.of());
      DataFrameWriterV2<Row> writer = fit(rows).writeTo(name()).options(options);
      commit(writer);
    }
  }

  private void commit(DataFrameWriterV2<Row> writer) {
    try {
      if (mode == TableMode.OVERWRITE) {
        writer.overwrite(functions.lit(true));
      } else {
        writer.append();
      }
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("The table is gone: " + e.getMessage(), e);
    }
  }

  private void create(Dataset<Row> rows, String commit) {
    CreateTableWriter<Row> writer = rows.writeTo(name()).tableProperty(PROPERTY, commit);
    try {
      format.or(this::usual).map(writer::using).orElse(writer).create();
    } catch (TableAlreadyExistsException e) {
      throw new IllegalStateException("The table was made meanwhile: " + e.getMessage(), e);
    }
  }

  /** The session's own catalogue would make a table of Hive's, which few sessions can. */
  private Optional<String> usual() {
    return name.isOfSession()
        ? Optional.of(spark.conf().get("spark.sql.sources.default"))
        : Optional.empty();
  }

  private Dataset<Row> fit(Dataset<Row> rows) {
    return columns().orElseThrow().fit(rows);
  }

  private static boolean isPartitionedHive(Table table) {
    return HIVE.equals(table.properties().get(PROVIDER)) && table.partitioning().length > 0;
  }

  private static boolean isView(Table table) {
    return table instanceof V1Table old
        && old.v1Table().tableType().equals(CatalogTableType.VIEW());
  }
}
