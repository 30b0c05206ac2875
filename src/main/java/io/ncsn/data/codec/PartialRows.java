package io.ncsn.data.codec;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that lack cells which a model can tell.
 *
 * @param rows all columns of a table, then an array of the model's values, NaN where a cell is not
 *     known
 * @param ordinals where each column of the model stands in the table; −1 where it does not
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record PartialRows(Dataset<Row> rows, int[] ordinals) {}
