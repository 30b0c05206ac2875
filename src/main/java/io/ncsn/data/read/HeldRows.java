package io.ncsn.data.read;

import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.RowValues;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;

/** Reads a model's values from the rows of a table that the program holds, whatever its source. */
public final class HeldRows implements RowValues {
  private static final long serialVersionUID = 1L;

  private final StructType cells;
  private final int[] ordinals;
  private final RowReader reader;
  private final RowDescriber describer;
  private final InvalidRows invalid;
  private transient Function1<Object, Object> toInternal;

  private HeldRows(StructType table, ModelCells found, InvalidRows invalid) {
    this.cells = new StructType(found.fields().toArray(StructField[]::new));
    this.ordinals = found.fields().stream().mapToInt(f -> table.fieldIndex(f.name())).toArray();
    this.reader = found.reader(-1);
    this.describer =
        new RowDescriber(cells, found.fields().size() < found.codec().columns().size());
    this.invalid = invalid;
  }

  /**
   * Returns a reader of a table's rows by the columns of a model.
   *
   * @throws DataException if a column is missing, or of a type that cannot be read as the model's
   */
  public static HeldRows of(StructType table, RowCodec codec, InvalidRows invalid) {
    return new HeldRows(table, ModelCells.of(table, codec), invalid);
  }

  @Override
  public double[] of(Row row) {
    InternalRow internal = internal(row);
    double[] values = new double[reader.width()];
    BadRowReason reason = reader.read(internal, values);
    if (reason == null) {
      return values;
    }
    return switch (invalid) {
      case ERROR ->
          throw new DataException(
              "Cannot use a row: found %s; mend it, or set handleInvalid to skip or keep"
                  .formatted(describer.describe(reason, reader.badColumn(), internal)));
      case SKIP -> null;
      case KEEP -> lenient(internal, values);
    };
  }

  private double[] lenient(InternalRow row, double[] values) {
    if (!reader.readOrNaN(row, values)) {
      Arrays.fill(values, Double.NaN);
    }
    return values;
  }

  private InternalRow internal(Row row) {
    if (toInternal == null) {
      toInternal = CatalystTypeConverters.createToCatalystConverter(cells);
    }
    Object[] found = Arrays.stream(ordinals).mapToObj(row::get).toArray();
    return (InternalRow) toInternal.apply(RowFactory.create(found));
  }
}
