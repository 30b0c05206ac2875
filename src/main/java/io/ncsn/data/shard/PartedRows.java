package io.ncsn.data.shard;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import io.ncsn.data.codec.MaskedCodec;
import io.ncsn.data.codec.RowCodec;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.types.DataTypes;

/**
 * The rows of a model's values, parted into training and held-out rows as {@link TablePreparer}
 * parts them. Rows that training cannot use are in neither part.
 */
public final class PartedRows {
  private static final String HELD_OUT = "held_out";

  private final Dataset<Row> rows;

  private PartedRows(Dataset<Row> rows) {
    this.rows = rows;
  }

  /**
   * Parts rows.
   *
   * @param values one column, as {@link io.ncsn.data.read.ModelTable} reads them by {@code codec}
   * @param seed {@code data.seed} of the training
   * @param holdout {@code data.holdout} of the training
   */
  public static PartedRows of(Dataset<Row> values, RowCodec codec, long seed, double holdout) {
    RowHash hash = new RowHash(seed, holdout);
    boolean takesNaN = codec.columns().stream().anyMatch(MaskedCodec.class::isInstance);
    return new PartedRows(
        values
            .sparkSession()
            .internalCreateDataFrame(
                values
                    .queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .filter(row -> !row.isNullAt(0))
                    .map(row -> row.getArray(0).toDoubleArray())
                    .filter(row -> takesNaN || Arrays.stream(row).noneMatch(Double::isNaN))
                    .map(row -> marked(row, hash))
                    .rdd(),
                values.schema().add(HELD_OUT, DataTypes.BooleanType, false),
                false));
  }

  private static InternalRow marked(double[] row, RowHash hash) {
    return new GenericInternalRow(
        new Object[] {UnsafeArrayData.fromPrimitiveArray(row), hash.isHeldOut(hash.of(row))});
  }

  /** Returns the rows that a model is trained on. */
  public Dataset<Row> training() {
    return rows.where(not(col(HELD_OUT))).drop(HELD_OUT);
  }

  /** Returns the rows that are held out of training. */
  public Dataset<Row> holdout() {
    return rows.where(col(HELD_OUT)).drop(HELD_OUT);
  }
}
