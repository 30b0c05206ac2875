package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A table read by the columns of a model that was trained on another. */
public final class ModelTable {
  /** The model's values of a row. */
  static final StructField VALUES_FIELD =
      DataTypes.createStructField(
          "values", DataTypes.createArrayType(DataTypes.DoubleType, false), true);

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
   * Returns the columns to keep, as they are, then one of the model's values: an array of doubles,
   * NaN where a cell is bad, and null where the row has no cells or the line is malformed. The rows
   * come in the same order each time and on any cluster, as long as the files are the same.
   *
   * @param settings {@code data.input} and {@code data.format} tell the table
   * @param kept names of columns of the table; in names, case does not count
   * @throws DataException when a column is missing, or the table cannot be read
   */
  public static Dataset<Row> open(
      SparkSession spark, DataSettings settings, RowCodec codec, List<String> kept) {
    SparkSession reader = ordered(spark);
    Set<String> wanted = new HashSet<>();
    kept.forEach(name -> wanted.add(key(name)));
    codec.columns().forEach(column -> wanted.add(key(column.name())));
    wanted.add(key(codec.features()));
    return read(
        SourceTable.open(reader, settings, name -> !wanted.contains(key(name))), codec, kept);
  }

  /** Returns a session that reads the rows of files in the same order each time. */
  static SparkSession ordered(SparkSession spark) {
    SparkSession reader = spark.newSession();
    PARTS.forEach(reader.conf()::set);
    return reader;
  }

  /**
   * Returns the same of a table that the program holds.
   *
   * @param kept names of columns of the table; in names, case does not count
   * @throws DataException when a column is missing
   */
  public static Dataset<Row> of(Dataset<Row> table, RowCodec codec, List<String> kept) {
    return read(SourceTable.made(SourceTable.HELD, table), codec, kept);
  }

  private static Dataset<Row> read(SourceTable source, RowCodec codec, List<String> kept) {
    Dataset<Row> table = source.table();
    requireDistinct(kept);
    List<Column> keptColumns = kept.stream().map(name -> column(table, "--columns", name)).toList();
    List<Column> columns = new ArrayList<>(cells(table, codec));
    int cells = columns.size();
    if (source.isText()) {
      columns.add(col(TableReader.MALFORMED_LINE));
    }
    int first = columns.size();
    columns.addAll(keptColumns);
    Dataset<Row> selected = table.select(columns.toArray(Column[]::new));
    StructField[] fields = selected.schema().fields();
    RowReader reader = new RowReader(codec, types(codec, fields), source.isText() ? cells : -1);
    List<DataType> keptTypes =
        Arrays.stream(fields).skip(first).map(StructField::dataType).toList();
    StructType schema = new StructType(Arrays.copyOfRange(fields, first, fields.length));
    return table
        .sparkSession()
        .internalCreateDataFrame(
            selected
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .mapPartitions(rows -> new ReadRows(rows, reader, first, keptTypes))
                .rdd(),
            schema.add(VALUES_FIELD),
            false);
  }

  /** The columns that hold the cells of the model's columns. */
  private static List<Column> cells(Dataset<Row> table, RowCodec codec) {
    return switch (codec.layout()) {
      case COLUMNS ->
          codec.columns().stream().map(c -> typed(table, c.name(), c::reads, c.needs())).toList();
      case ARRAY ->
          List.of(typed(table, codec.features(), Features::isNumberArray, "an array of numbers"));
      case VECTOR ->
          List.of(typed(table, codec.features(), Features::isVector, "a Spark ML vector"));
    };
  }

  /** The types of the cells, one a column of the model. */
  private static List<DataType> types(RowCodec codec, StructField[] fields) {
    int columns = codec.columns().size();
    return switch (codec.layout()) {
      case COLUMNS -> Arrays.stream(fields).limit(columns).map(StructField::dataType).toList();
      case ARRAY -> Collections.nCopies(columns, ((ArrayType) fields[0].dataType()).elementType());
      case VECTOR -> Collections.nCopies(columns, DataTypes.DoubleType);
    };
  }

  /** A column of the model, if it is of a type that can be read as the model's. */
  static Column typed(
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

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static void requireDistinct(List<String> kept) {
    Set<String> seen = new HashSet<>();
    for (String name : kept) {
      if (!seen.add(key(name))) {
        throw new DataException(
            "Cannot keep column '%s' of --columns twice (case does not count); name it once"
                .formatted(name));
      }
    }
  }

  /** The column by its name, in which case does not count. */
  private static Column column(Dataset<Row> table, String asked, String name) {
    String key = key(name);
    String found =
        Arrays.stream(table.columns())
            .filter(other -> key(other).equals(key))
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
