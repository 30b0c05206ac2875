package io.ncsn.data.read;

import io.ncsn.data.codec.BadRowReason;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/** Writes a bad row as text, for messages and the report. */
public final class RowDescriber implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int CELLS = 8;
  private static final int CELL_LENGTH = 60;

  private final StructType schema;
  private final boolean oneColumn;

  /**
   * Makes a describer.
   *
   * @param schema schema of the selected columns
   * @param oneColumn whether the first of them is the array or vector that holds all features
   */
  RowDescriber(StructType schema, boolean oneColumn) {
    this.schema = schema;
    this.oneColumn = oneColumn;
  }

  /** For example {@code null in column 'age': age=null, height=1.8}. */
  public String describe(BadRowReason reason, int badColumn, InternalRow row) {
    if (reason == BadRowReason.MALFORMED) {
      return reason.label() + ": " + cell(row, schema.length() - 1);
    }
    if (reason == BadRowReason.PICTURE) {
      return row.getString(schema.length() - 1);
    }
    int column = oneColumn ? 0 : badColumn;
    String name =
        schema.apply(column).name() + (oneColumn && badColumn >= 0 ? "[" + badColumn + "]" : "");
    List<String> shown = new ArrayList<>();
    int first = Math.max(0, Math.min(column - CELLS / 2, schema.length() - CELLS));
    for (int c = first; c < Math.min(schema.length(), first + CELLS); c++) {
      if (!schema.apply(c).name().equals(TableReader.MALFORMED_LINE)) {
        shown.add(schema.apply(c).name() + "=" + cell(row, c));
      }
    }
    return reason.label() + " in column '" + name + "': " + String.join(", ", shown);
  }

  private String cell(InternalRow row, int ordinal) {
    DataType type = schema.apply(ordinal).dataType();
    Object value =
        row.isNullAt(ordinal)
            ? null
            : CatalystTypeConverters.createToScalaConverter(type).apply(row.get(ordinal, type));
    String text =
        value instanceof Seq<?> array ? array.mkString("[", ", ", "]") : String.valueOf(value);
    return text.length() <= CELL_LENGTH ? text : text.substring(0, CELL_LENGTH) + "…";
  }
}
