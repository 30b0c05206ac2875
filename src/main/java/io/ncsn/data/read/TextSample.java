package io.ncsn.data.read;

import io.ncsn.data.codec.TextNumbers;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What the first {@value #ROWS} rows of a text table hold, column by column: a column is numeric if
 * more than half of its cells that are not empty are numbers. The cells that are not are then bad
 * rows, not a reason to drop the column.
 */
public final class TextSample {
  private static final int ROWS = 1000;

  private final Map<String, Cells> columns = new HashMap<>();
  private boolean isEmpty;

  private TextSample() {}

  /** Returns the empty sample of a table that is not text. */
  public static TextSample none() {
    return new TextSample();
  }

  public static TextSample of(Dataset<Row> table) {
    TextSample sample = new TextSample();
    // Internal rows: for thousands of columns, Spark takes seconds to plan making rows of them.
    InternalRow[] rows = table.queryExecution().executedPlan().executeTake(ROWS);
    sample.isEmpty = rows.length == 0;
    StructField[] fields = table.schema().fields();
    for (int c = 0; c < fields.length; c++) {
      Cells cells = new Cells();
      boolean isArray =
          fields[c].dataType() instanceof ArrayType array
              && array.elementType() instanceof StringType;
      for (InternalRow row : rows) {
        if (row.isNullAt(c)) {
          continue;
        }
        if (fields[c].dataType() instanceof StringType) {
          cells.add(row.getUTF8String(c));
        } else if (isArray) {
          ArrayData values = row.getArray(c);
          for (int i = 0; i < values.numElements(); i++) {
            cells.add(values.isNullAt(i) ? null : values.getUTF8String(i));
          }
        }
      }
      sample.columns.put(fields[c].name(), cells);
    }
    return sample;
  }

  /** Whether the table has no rows. */
  public boolean isEmpty() {
    return isEmpty;
  }

  boolean isNumeric(String column) {
    Cells cells = columns.get(column);
    return 2 * cells.numbers > cells.filled;
  }

  /** Returns whether most of its cells that are not empty are no numbers. */
  boolean isText(String column) {
    return columns.get(column).filled > 0 && !isNumeric(column);
  }

  /** Whether all its finite numbers are written as integers. */
  public boolean isInteger(String column) {
    Cells cells = columns.getOrDefault(column, new Cells());
    return cells.finite > 0 && cells.integers == cells.finite;
  }

  /** For messages, such as {@code text such as 'g'}. */
  String describe(String column) {
    Cells cells = columns.get(column);
    if (cells.text == null) {
      return cells.filled == 0 ? "only empty cells" : "numbers";
    }
    return CsvDialect.isDecimalComma(cells.text)
        ? "numbers with decimal commas, such as '" + cells.text + "': write points"
        : "text such as '" + cells.text + "'";
  }

  private static final class Cells {
    private int filled;
    private int numbers;
    private int finite;
    private int integers;
    private String text;

    void add(UTF8String bytes) {
      String cell = bytes == null ? "" : bytes.toString();
      if (cell.isBlank()) {
        return;
      }
      filled++;
      if (TextNumbers.isNumber(cell)) {
        numbers++;
        finite += Double.isFinite(TextNumbers.parse(cell)) ? 1 : 0;
        integers += TextNumbers.isInteger(cell) ? 1 : 0;
      } else if (text == null) {
        text = cell.strip();
      }
    }
  }
}
