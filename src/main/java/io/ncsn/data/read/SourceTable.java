package io.ncsn.data.read;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A table opened for reading.
 *
 * @param name as the user calls it: {@code data.input}
 * @param isText whether numbers stand as text (CSV, JSON); then the last column is {@link
 *     TableReader#MALFORMED_LINE}
 */
public record SourceTable(String name, Dataset<Row> table, boolean isText) {}
