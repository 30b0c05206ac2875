package io.ncsn.data.codec;

import io.ncsn.data.codec.TableSchema.Layout;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From standardised rows back to rows like the input's: its names, types and layout. Integers and
 * decimals are rounded half to even and clamped to their type's range; a column that was constant
 * gets its constant back exactly. Other numbers are rounded to the decimal places that single
 * precision knows of the column's scale, so that what stands at the end of a column's range, such
 * as 0 where many rows hold 0, comes back as just that number.
 */
public final class RowDecoder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SINGLE_PRECISION_PLACES = 5;

  private final Layout layout;
  private final Scaler scaler;
  private final CellWriter[] cells;

  /** The types of the cells, one field each. */
  private final StructType types;

  private final boolean[] constant;
  private final double[] onePerLastPlace;

  public RowDecoder(TableSchema schema, Scaler scaler) {
    if (schema.dimension() != scaler.dimension()) {
      throw new IllegalArgumentException(
          "Cannot decode rows of "
              + schema.dimension()
              + " columns with a scaler of "
              + scaler.dimension());
    }
    this.layout = schema.layout();
    this.scaler = scaler;
    this.cells = new CellWriter[schema.dimension()];
    this.constant = new boolean[schema.dimension()];
    this.onePerLastPlace = Arrays.stream(scaler.scale()).map(RowDecoder::onePerLastPlace).toArray();
    StructType fields = new StructType();
    for (int c = 0; c < cells.length; c++) {
      DataType type = DataType.fromDDL(schema.columns().get(c).type());
      CellWriter writer = CellWriter.of(type);
      cells[c] =
          schema.columns().get(c).holdsNoNegatives()
              ? (row, i, value) -> writer.write(row, i, Math.max(0, value))
              : writer;
      fields = fields.add("cell" + c, type, false);
      constant[c] = schema.columns().get(c).constant();
    }
    this.types = fields;
  }

  /**
   * Schema of the decoded rows: {@code idColumn} (bigint), then the input's columns.
   *
   * @param reserved further names that no column of the input may have
   * @throws DataException if the input has a column named as {@code idColumn} or a reserved one, in
   *     which case does not count
   */
  public static StructType sparkSchema(TableSchema schema, String idColumn, String... reserved) {
    StructType fields = new StructType().add(idColumn, DataTypes.LongType, false);
    List<String> ours = Stream.concat(Stream.of(idColumn), Arrays.stream(reserved)).toList();
    if (schema.layout() != Layout.COLUMNS) {
      requireOther(schema.features(), ours);
      DataType type =
          schema.layout() == Layout.VECTOR
              ? SQLDataTypes.VectorType()
              : DataTypes.createArrayType(DataType.fromDDL(schema.columns().get(0).type()), false);
      return fields.add(schema.features(), type, false);
    }
    for (TableSchema.Column column : schema.columns()) {
      requireOther(column.name(), ours);
      fields = fields.add(column.name(), DataType.fromDDL(column.type()), false);
    }
    return fields;
  }

  /** That samples with columns of the names {@code ours} can have {@code column} too. */
  public static void requireOther(String column, List<String> ours) {
    for (String name : ours) {
      if (column.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            "Cannot write samples: the input's column '"
                + column
                + "' has the name of the samples' own column '"
                + name
                + "'; set data.exclude, or rename the column");
      }
    }
  }

  /** How many columns of {@link #sparkSchema} a decoded row fills, behind the id. */
  public int width() {
    return layout == Layout.COLUMNS ? cells.length : 1;
  }

  /**
   * Writes one row in data units and the input's types.
   *
   * @param unit standardised rows, row-major
   * @param start where the row's first value stands in {@code unit}
   * @param row gets {@link #width} cells from {@code ordinal} on
   * @throws IllegalArgumentException if a value is not finite
   */
  public void decode(float[] unit, int start, InternalRow row, int ordinal) {
    if (layout == Layout.COLUMNS) {
      write(unit, start, row, ordinal);
      return;
    }
    SpecificInternalRow values = new SpecificInternalRow(types);
    write(unit, start, values, 0);
    row.update(ordinal, layout == Layout.ARRAY ? array(values) : vector(values));
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

  private void write(float[] unit, int start, InternalRow row, int ordinal) {
    for (int c = 0; c < cells.length; c++) {
      cells[c].write(row, ordinal + c, value(c, unit[start + c]));
    }
  }

  private double value(int column, float unit) {
    if (!Float.isFinite(unit)) {
      throw new IllegalArgumentException(
          "Cannot decode the value " + unit + " of column " + column + ": need a finite one");
    }
    return constant[column]
        ? scaler.mean()[column]
        : rounded(scaler.fromUnit(column, unit), onePerLastPlace[column]);
  }

  /** How many of the last decimal place, 10⁻⁵ of the scale's leading one, make 1. */
  private static double onePerLastPlace(double scale) {
    return Math.pow(10, SINGLE_PRECISION_PLACES - Math.floor(Math.log10(scale)));
  }

  private static double rounded(double value, double onePerLastPlace) {
    double rounded = Math.rint(value * onePerLastPlace) / onePerLastPlace;
    return Double.isFinite(rounded) ? rounded : value; // scales beyond 1e±300
  }
}
