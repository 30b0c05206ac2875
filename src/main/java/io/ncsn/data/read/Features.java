package io.ncsn.data.read;

import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.Limits;
import io.ncsn.data.codec.NumberCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The chosen columns of a table and how their cells are read.
 *
 * @param fields the columns; one array or vector for the layouts of that name
 */
public record Features(SourceTable source, Layout layout, List<StructField> fields) {

  /**
   * The chosen columns, then the malformed line if the format has one, then whether the row is held
   * out if the table says it; internal rows, reused by Spark.
   */
  public RDD<InternalRow> rows() {
    return selection().queryExecution().toRdd();
  }

  /** Schema of {@link #rows}. */
  public StructType rowSchema() {
    StructType schema = cellSchema();
    return source.holdout().isPresent()
        ? schema.add(source.holdout().get(), DataTypes.BooleanType)
        : schema;
  }

  private StructType cellSchema() {
    StructType schema = new StructType(fields.toArray(StructField[]::new));
    return source.hasFaults()
        ? schema.add(TableReader.MALFORMED_LINE, DataTypes.StringType)
        : schema;
  }

  /** Returns the chosen columns alone, without the rows of malformed lines. */
  public Dataset<Row> cells() {
    Dataset<Row> cells = selection(columns());
    return source.hasFaults()
        ? cells
            .where(functions.col(TableReader.MALFORMED_LINE).isNull())
            .drop(TableReader.MALFORMED_LINE)
        : cells;
  }

  private Dataset<Row> selection() {
    List<Column> columns = columns();
    source.holdout().ifPresent(name -> columns.add(functions.col(quoted(name))));
    return selection(columns);
  }

  private Dataset<Row> selection(List<Column> columns) {
    return source.table().select(columns.toArray(Column[]::new));
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (StructField field : fields) {
      columns.add(functions.col(quoted(field.name())));
    }
    if (source.hasFaults()) {
      columns.add(functions.col(TableReader.MALFORMED_LINE));
    }
    return columns;
  }

  /**
   * The chosen columns as batches if Spark reads them so, else {@link #rows}: what {@link
   * BlockReader} takes.
   */
  public JavaRDD<Object> parts() {
    QueryExecution execution = selection().queryExecution();
    return ColumnBatches.of(execution.executedPlan())
        .orElseGet(() -> execution.toRdd().toJavaRDD().map(row -> row));
  }

  /**
   * Returns the codec of the numbers as they are, of which nothing is known yet.
   *
   * @param limits one pair a dimension, beyond which a number is bad
   */
  public RowCodec numbers(Limits limits) {
    List<ColumnCodec> numbers = new ArrayList<>();
    for (int c = 0; c < limits.low().length; c++) {
      numbers.add(NumberCodec.unscaled(cellName(c), "double", limits.low()[c], limits.high()[c]));
    }
    return new RowCodec(layout, layout == Layout.COLUMNS ? "" : fields.get(0).name(), numbers);
  }

  /** Returns a reader of {@link #parts} by a codec of these columns. */
  public BlockReader blockReader(RowCodec codec) {
    return new BlockReader(reader(codec));
  }

  /** Returns a reader of {@link #rows} by a codec of these columns. */
  public RowReader reader(RowCodec codec) {
    List<DataType> types =
        IntStream.range(0, codec.columns().size()).mapToObj(this::cellType).toList();
    int fault = source.hasFaults() ? fields.size() : -1;
    int side = source.holdout().isPresent() ? rowSchema().length() - 1 : -1;
    return new RowReader(codec, types, fault, source.fault(), side);
  }

  public RowDescriber describer() {
    return new RowDescriber(cellSchema(), layout != Layout.COLUMNS);
  }

  /**
   * The schema, with the types of text columns found by what they hold. The positions of an array
   * are of one type, so they get the widest of theirs.
   */
  public TableSchema schema(
      IntFunction<String> narrowest, boolean[] constant, boolean[] writtenAsInteger) {
    String[] types = new String[constant.length];
    for (int c = 0; c < types.length; c++) {
      types[c] = cellType(c).catalogString();
      if (cellType(c) instanceof StringType) {
        types[c] =
            writtenAsInteger[layout == Layout.COLUMNS ? c : 0] ? narrowest.apply(c) : "double";
      }
    }
    if (layout == Layout.ARRAY && cellType(0) instanceof StringType) {
      Arrays.fill(types, widest(List.of(types)));
    }
    List<TableSchema.Column> columns = new ArrayList<>();
    for (int c = 0; c < types.length; c++) {
      columns.add(
          new TableSchema.Column(cellName(c), types[c], constant[c], isUnsigned(c) ? true : null));
    }
    return new TableSchema(layout, layout == Layout.COLUMNS ? "" : fields.get(0).name(), columns);
  }

  /** The one of int, bigint and double that holds values of all {@code types}. */
  private static String widest(List<String> types) {
    if (types.contains("double")) {
      return "double";
    }
    return types.contains("bigint") ? "bigint" : "int";
  }

  private boolean isUnsigned(int column) {
    return layout == Layout.COLUMNS && source.notes().isUnsigned(fields.get(column).name());
  }

  public String cellName(int column) {
    return layout == Layout.COLUMNS
        ? fields.get(column).name()
        : fields.get(0).name() + "[" + column + "]";
  }

  private DataType cellType(int column) {
    return switch (layout) {
      case COLUMNS -> fields.get(column).dataType();
      case ARRAY -> ((ArrayType) fields.get(0).dataType()).elementType();
      case VECTOR -> DataTypes.DoubleType;
    };
  }

  static boolean isVector(DataType type) {
    return type instanceof VectorUDT;
  }

  static boolean isNumberArray(DataType type) {
    return type instanceof ArrayType array && CellReader.isReadable(array.elementType());
  }

  /** Returns whether a cell holds several numbers. */
  static boolean isPacked(DataType type) {
    return isVector(type) || isNumberArray(type);
  }

  /** Returns a name as Spark parses it to a column. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
