package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;

import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
    return read(source(spark, settings, codec, kept), codec, kept);
  }

  /**
   * As {@link #open}, of a table that is put together with no other one: if it is small, it and
   * what is made of it are {@link Interpreted}.
   */
  public static Dataset<Row> openAlone(
      SparkSession spark, DataSettings settings, RowCodec codec, List<String> kept) {
    return read(Interpreted.ifSmall(source(spark, settings, codec, kept)), codec, kept);
  }

  /**
   * Returns the cells of the model's columns as {@link io.ncsn.data.codec.PlainCells}, whether or
   * not the model knows them: doubles and texts, null where a cell is none of the column's.
   * Malformed lines are left out.
   *
   * @param settings {@code data.input} and {@code data.format} tell the table
   * @throws DataException when a column is missing, or the table cannot be read
   */
  public static Dataset<Row> plain(SparkSession spark, DataSettings settings, RowCodec codec) {
    if (codec.hasOnlyNumbers()) {
      Column values = col(VALUES_FIELD.name());
      List<Column> numbers = new ArrayList<>();
      names(codec).forEach(name -> numbers.add(values.getItem(numbers.size()).as(name)));
      return open(spark, settings, codec, List.of()).select(numbers.toArray(Column[]::new));
    }
    SourceTable source =
        source(spark, settings, codec, List.of())
            .withFields(names(codec))
            .withArrays(ImageArrays.names(codec));
    Dataset<Row> table =
        source.hasFaults()
            ? source.table().where(col(TableReader.MALFORMED_LINE).isNull())
            : source.table();
    List<StructField> fields = ModelCells.of(table.schema(), codec).fields();
    List<Column> cells = new ArrayList<>();
    for (int c = 0; c < fields.size(); c++) {
      cells.add(col(Features.quoted(fields.get(c).name())).as(codec.columns().get(c).name()));
    }
    return PlainTable.of(table.select(cells.toArray(Column[]::new)), codec);
  }

  private static SourceTable source(
      SparkSession spark, DataSettings settings, RowCodec codec, List<String> kept) {
    Set<String> wanted = new HashSet<>();
    kept.forEach(name -> wanted.add(key(name)));
    codec.columns().forEach(column -> wanted.add(key(column.name())));
    wanted.add(key(codec.features()));
    return SourceTable.openInOrder(spark, settings, name -> !isWanted(wanted, name));
  }

  private static boolean isWanted(Set<String> wanted, String column) {
    return wanted.contains(key(column))
        || wanted.stream().anyMatch(name -> StructFields.isWithin(column, name));
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
    Dataset<Row> table =
        source.withFields(names(codec)).withArrays(ImageArrays.names(codec)).table();
    requireDistinct(kept);
    List<Column> keptColumns =
        kept.stream()
            .map(name -> ModelCells.field(table.schema(), "--columns", name))
            .map(field -> col(Features.quoted(field.name())))
            .toList();
    ModelCells cells = ModelCells.of(table.schema(), codec);
    List<Column> columns = new ArrayList<>();
    cells.fields().forEach(field -> columns.add(col(Features.quoted(field.name()))));
    int malformed = source.hasFaults() ? columns.size() : -1;
    if (source.hasFaults()) {
      columns.add(col(TableReader.MALFORMED_LINE));
    }
    int first = columns.size();
    columns.addAll(keptColumns);
    Dataset<Row> selected = table.select(columns.toArray(Column[]::new));
    StructField[] fields = selected.schema().fields();
    RowReader reader = cells.reader(malformed);
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

  /** Returns the names of a model's columns. */
  static List<String> names(RowCodec codec) {
    return codec.columns().stream().map(ColumnCodec::name).toList();
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
}
