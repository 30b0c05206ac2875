package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.ncsn.data.codec.DataException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** The column by which a table says itself which rows are held out of training. */
public final class HoldoutColumn {
  private static final String SETTING = "data.holdout-column";

  private final SourceTable source;
  private final StructField field;

  private HoldoutColumn(SourceTable source, StructField field) {
    this.source = source;
    this.field = field;
  }

  /**
   * Returns the table with the column in that role.
   *
   * @throws DataException if there is no such column, it does not say true or false of each row, or
   *     it says the same of all
   */
  public static SourceTable of(SourceTable source, String name) {
    return new HoldoutColumn(source, NamedColumns.of(source).field(SETTING, name)).read();
  }

  private SourceTable read() {
    boolean isText = source.isText() && field.dataType() instanceof StringType;
    if (!isText && !(field.dataType() instanceof BooleanType)) {
      throw unusable(
          "found %s, need booleans; name another column"
              .formatted(field.dataType().catalogString()));
    }
    Column cell = col(Features.quoted(field.name()));
    Column side = isText ? ofText(cell) : cell;
    requireBothSides(cell, side);
    Dataset<Row> rows = isText ? source.table().withColumn(field.name(), side) : source.table();
    return source.withRows(rows).withHoldout(field.name());
  }

  private static Column ofText(Column cell) {
    Column word = lower(trim(cell));
    return when(word.equalTo("true"), lit(true)).when(word.equalTo("false"), lit(false));
  }

  private void requireBothSides(Column cell, Column side) {
    Dataset<Row> rows =
        source.hasFaults()
            ? source.table().where(col(TableReader.MALFORMED_LINE).isNull())
            : source.table();
    Row counts =
        rows.agg(
                count(lit(1)),
                count_if(cell.isNull()),
                count_if(cell.isNotNull().and(side.isNull())),
                count_if(side))
            .head();
    long all = counts.getLong(0);
    long nulls = counts.getLong(1);
    long texts = counts.getLong(2);
    long heldOut = counts.getLong(3);
    if (nulls + texts > 0) {
      throw unusable(
          "%d of %d rows are neither true nor false (%d null, %d text), need one of them in each row; mend the column"
              .formatted(nulls + texts, all, nulls, texts));
    }
    if (all > 0 && (heldOut == 0 || heldOut == all)) {
      throw unusable(
          "%s of the %d rows %s, need rows to hold out and rows to train on; mend the column"
              .formatted(
                  heldOut == 0 ? "none" : "all", all, heldOut == 0 ? "is true" : "are true"));
    }
  }

  private DataException unusable(String why) {
    return new DataException(
        "Cannot use column '%s' of %s: %s, or leave %2$s out"
            .formatted(field.name(), SETTING, why));
  }
}
