package io.ncsn.data.read;

import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.PlainCells;
import io.ncsn.data.codec.RowCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;

/** Reads samples of a mixed table as {@link PlainCells}. */
public final class PlainTable {
  private PlainTable() {}

  /**
   * Returns the rows of samples.
   *
   * @param samples a table of all columns that {@link PlainCells#columns} names
   * @param codec the codec of the real table
   * @throws DataException if a column is missing, or cannot be read as the real table's
   */
  public static Dataset<Row> of(Dataset<Row> samples, RowCodec codec) {
    List<ColumnCodec> columns = PlainCells.columns(codec);
    List<DataType> types = columns.stream().map(column -> type(samples, column)).toList();
    PlainCells cells = PlainCells.of(columns, types);
    List<Column> selected = new ArrayList<>();
    columns.forEach(column -> selected.add(functions.col(Features.quoted(column.name()))));
    int[] ordinals = IntStream.range(0, columns.size()).toArray();
    return samples
        .sparkSession()
        .internalCreateDataFrame(
            samples
                .select(selected.toArray(Column[]::new))
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .map(row -> plain(row, cells, ordinals))
                .rdd(),
            PlainCells.schema(columns),
            false);
  }

  private static InternalRow plain(InternalRow row, PlainCells cells, int[] ordinals) {
    Object[] values = new Object[cells.width()];
    cells.read(row, ordinals, values);
    return new GenericInternalRow(values);
  }

  private static DataType type(Dataset<Row> samples, ColumnCodec column) {
    String[] names = samples.columns();
    if (!Arrays.asList(names).contains(column.name())) {
      throw new DataException(
          "Cannot measure column '%s': not among the samples' columns %s; give samples of the real table's columns"
              .formatted(
                  column.name(), Arrays.stream(names).limit(20).collect(Collectors.joining(", "))));
    }
    DataType type = samples.schema().apply(column.name()).dataType();
    if (!column.reads(type)) {
      throw new DataException(
          "Cannot measure column '%s': the samples hold %s, need %s as in the real table; give samples of a model of this table"
              .formatted(column.name(), type.catalogString(), column.needs()));
    }
    return type;
  }
}
