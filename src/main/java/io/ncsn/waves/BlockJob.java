package io.ncsn.waves;

import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that come in blocks. A block's rows are a function of {@link #identity} and of its number,
 * so blocks can be computed in any order, and again.
 */
public interface BlockJob {
  /** How many blocks there are; they are numbered from 0. */
  int blocks();

  /** Of the rows. */
  StructType schema();

  /** All that the rows depend on, by name: what a job that goes on must have in common. */
  SortedMap<String, String> identity();

  /**
   * The rows of some blocks.
   *
   * @param tasks block numbers; the rows of {@code tasks[i]} are partition i
   */
  JavaRDD<Row> rows(List<List<Integer>> tasks);
}
