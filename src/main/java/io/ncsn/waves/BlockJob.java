package io.ncsn.waves;

import java.util.List;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Rows that come in blocks. A block's rows are a function of {@link #identity} and of its number,
 * so blocks can be computed in any order, and again.
 */
public interface BlockJob {
  /** How many blocks there are; they are numbered from 0. */
  int blocks();

  /** The schema of the rows. */
  StructType schema();

  /** All that the rows depend on, by name: what a job that goes on must have in common. */
  SortedMap<String, String> identity();

  /**
   * The rows of some blocks. A row may be used again for the next one.
   *
   * @param tasks block numbers; the rows of {@code tasks[i]} are partition i
   */
  JavaRDD<InternalRow> rows(List<List<Integer>> tasks);
}
