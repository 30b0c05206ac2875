package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table opened for reading.
 *
 * @param name as the user calls it: {@code data.input}
 * @param isText whether numbers stand as text (CSV, JSON); then the last column is {@link
 *     TableReader#MALFORMED_LINE}
 */
public record SourceTable(String name, Dataset<Row> table, boolean isText) {
  /** The name of a table that the program holds. */
  public static final String HELD = "the given table";

  /**
   * Opens the table that {@code data.input} names.
   *
   * @throws io.ncsn.data.codec.DataException if there is none, or it cannot be read
   */
  public static SourceTable open(SparkSession spark, DataSettings settings) {
    return BuiltInData.isBuiltIn(settings.input())
        ? BuiltInData.open(spark, settings)
        : TableReader.read(spark, InputFiles.list(spark.sessionState().newHadoopConf(), settings));
  }
}
