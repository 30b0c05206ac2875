package io.ncsn.sample;

import java.io.Serializable;
import org.apache.spark.sql.types.StructField;

/**
 * A column that a model adds to rows.
 *
 * @param field its name and type
 * @param compute finds it, and perhaps others
 * @param index where its value stands among those
 */
public record AddedColumn(StructField field, RowColumns.Compute compute, int index)
    implements Serializable {}
