package io.ncsn.data.read;

import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.PartialReader;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.VectorCells;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;

/** Requires that every cell of a table is known to a model, or null. */
final class PartialCheck implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> columns;
  private final List<String> names;
  private final StructField[] fields;

  /**
   * Makes a check.
   *
   * @param names the names of the table's columns
   * @param fields the table's columns, and the text of malformed lines if there is one
   */
  PartialCheck(RowCodec codec, List<String> names, StructField[] fields) {
    this.columns = codec.columns().stream().map(column -> column.name()).toList();
    this.names = names;
    this.fields = fields;
  }

  /** Bad rows of a part: how many there are, and the first. */
  private record Found(long count, int column, BadRowReason reason, String cell)
      implements Serializable {}

  /**
   * Reads all rows.
   *
   * @throws DataException if one of them is bad
   */
  void require(JavaRDD<InternalRow> rows, PartialReader reader) {
    List<Found> found =
        rows.mapPartitions(part -> List.of(found(part, reader)).iterator()).collect();
    long count = found.stream().mapToLong(Found::count).sum();
    if (count > 0) {
      throw refusal(count, found.stream().filter(part -> part.count() > 0).findFirst().get());
    }
  }

  private Found found(Iterator<InternalRow> rows, PartialReader reader) {
    double[] values = new double[reader.width()];
    Found first = new Found(0, 0, null, "");
    long count = 0;
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      int column = reader.read(row, values);
      if (column >= 0 && count++ == 0) {
        first = new Found(0, column, reader.reason(), cell(row, column));
      }
    }
    return new Found(count, first.column(), first.reason(), first.cell());
  }

  private String cell(InternalRow row, int column) {
    boolean isLine = column == columns.size();
    int ordinal = isLine ? fields.length - 1 : indexOf(columns.get(column));
    return VectorCells.reads(fields[ordinal].dataType())
        ? fields[ordinal].dataType() instanceof ArrayType ? "an array" : "a vector"
        : String.valueOf(row.get(ordinal, fields[ordinal].dataType()));
  }

  private int indexOf(String name) {
    int ordinal = 0;
    while (!names.get(ordinal).equalsIgnoreCase(name)) {
      ordinal++;
    }
    return ordinal;
  }

  private DataException refusal(long count, Found first) {
    String rows = count == 1 ? "1 row" : count + " rows";
    if (first.reason() == BadRowReason.MALFORMED) {
      return new DataException(
          "Cannot complete the table: found %s that cannot be used, the first is a malformed line: %s; mend them"
              .formatted(rows, first.cell()));
    }
    String advice =
        first.reason() == BadRowReason.UNSEEN
            ? "mend them, or set --unseen null or pool"
            : "mend them, set data.null-values to the texts that stand for empty cells, or leave the cells empty";
    return new DataException(
        "Cannot complete the table: found %s that cannot be used, the first has '%s' in column '%s' (%s); %s"
            .formatted(
                rows, first.cell(), columns.get(first.column()), first.reason().label(), advice));
  }
}
