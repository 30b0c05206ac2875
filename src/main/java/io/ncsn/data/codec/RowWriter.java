package io.ncsn.data.codec;

import io.ncsn.data.codec.TableSchema.Layout;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Writes stored rows as rows like the input's: its names, types and layout. */
public final class RowWriter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Layout layout;
  private final CellDecoder[] cells;
  private final int[] first;
  private final boolean draws;
  private final CellKeys[] keys;
  private final RuleMend[] mends;

  /** The types of the cells, one field each. */
  private final StructType types;

  public RowWriter(RowCodec codec) {
    this.layout = codec.layout();
    this.first = codec.firstValues();
    this.draws =
        !codec.rules().isEmpty()
            || codec.columns().stream()
                .map(ColumnCodec::ofKnownCells)
                .anyMatch(CategoryCodec.class::isInstance);
    this.cells = new CellDecoder[codec.columns().size()];
    StructField[] fields = new StructField[cells.length];
    for (int c = 0; c < cells.length; c++) {
      cells[c] = codec.columns().get(c).decoder();
      DataType type = codec.columns().get(c).cellType();
      fields[c] = DataTypes.createStructField("cell" + c, type, true);
    }
    this.types = new StructType(fields);
    this.mends =
        codec.rules().stream().map(rule -> rule.mend(codec.columns())).toArray(RuleMend[]::new);
    this.keys =
        codec.columns().stream()
            .map(column -> mends.length == 0 ? null : CellKeys.of(column).orElse(null))
            .toArray(CellKeys[]::new);
  }

  /** Returns how many columns of {@link SampleColumns#schema} a row fills, behind the id. */
  public int columns() {
    return layout == Layout.COLUMNS ? cells.length : 1;
  }

  /**
   * Writes one row in the input's types.
   *
   * @param stored stored rows, row-major
   * @param start where the row's first value stands in {@code stored}
   * @param number the row's number, by which rows are told apart
   * @param row gets {@link #columns} cells from {@code ordinal} on
   * @throws IllegalArgumentException if a value is not finite
   */
  public void write(float[] stored, int start, long number, InternalRow row, int ordinal) {
    if (layout == Layout.COLUMNS) {
      writeCells(stored, start, number, row, ordinal);
      return;
    }
    SpecificInternalRow values = new SpecificInternalRow(types);
    writeCells(stored, start, number, values, 0);
    row.update(ordinal, layout == Layout.ARRAY ? array(values) : vector(values));
  }

  /**
   * Changes the cells of a row that was written, so that it obeys the codec's rules.
   *
   * @param start where the row's first value stands in {@code stored}
   * @param number the row's number
   * @param row its cells begin at {@code ordinal}
   * @param given which cells must stay as they are, one a column; null: none
   */
  public void mend(
      float[] stored, int start, long number, InternalRow row, int ordinal, boolean[] given) {
    if (mends.length == 0) {
      return;
    }
    RuleRow mended = new RuleRow(keys, row, ordinal, given);
    long random = random(stored, start, number);
    for (RuleMend mend : mends) {
      mend.mend(mended, random);
    }
  }

  private void writeCells(float[] stored, int start, long number, InternalRow row, int ordinal) {
    long random = random(stored, start, number);
    for (int c = 0; c < cells.length; c++) {
      cells[c].decode(stored, start + first[c], number, random, row, ordinal + c);
    }
  }

  /** Returns a number that the row's values and its number give, to draw by. */
  private long random(float[] stored, int start, long number) {
    if (!draws) {
      return 0;
    }
    long hash = number;
    for (int i = start; i < start + first[cells.length]; i++) {
      hash = Long.rotateLeft(hash, 5) * 0x9E3779B97F4A7C15L + Float.floatToIntBits(stored[i]);
    }
    return hash;
  }

  private static ArrayData array(SpecificInternalRow values) {
    Object[] cells = new Object[values.numFields()];
    Arrays.setAll(cells, values::genericGet);
    return new GenericArrayData(cells);
  }

  private static InternalRow vector(InternalRow values) {
    double[] cells = new double[values.numFields()];
    Arrays.setAll(cells, values::getDouble);
    return new VectorUDT().serialize(Vectors.dense(cells));
  }
}
