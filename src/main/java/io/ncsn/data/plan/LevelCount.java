package io.ncsn.data.plan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.ncsn.data.codec.IdPattern;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts the levels of a text column that has too many of them for the pass over all columns. */
final class LevelCount {
  /** The greatest number of levels; if there are more, the most frequent ones are kept. */
  static final int MOST = 1 << 20;

  private static final double SURELY_FEWER = 0.9;
  private static final int SAMPLE = 1000;

  private final Dataset<Row> levels;
  private final Dataset<Row> counted;

  LevelCount(Dataset<Row> table, String column) {
    Column cells = col("`" + column.replace("`", "``") + "`");
    levels = table.select(cells.as("level")).where(col("level").isNotNull());
    counted = levels.groupBy("level").count();
  }

  /** Returns whether each level stands in one row. */
  boolean areUnique() {
    return counted.where(col("count").gt(1)).isEmpty();
  }

  /** Returns the greatest of the levels' numbers in a pattern; −1 if none has one. */
  long greatest(IdPattern pattern) {
    return levels
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .map(row -> pattern.number(row.getUTF8String(0).toString()))
        .fold(-1L, Math::max);
  }

  /** Returns some levels from all over the column, always the same. */
  Map<UTF8String, Long> sample() {
    return collected(counted.orderBy(xxhash64(col("level")), col("level")).limit(SAMPLE));
  }

  /**
   * Returns the levels and their counts.
   *
   * @param estimate how many there are, within some per cent
   */
  Map<UTF8String, Long> levels(double estimate) {
    return collected(
        estimate < SURELY_FEWER * MOST
            ? counted
            : counted.orderBy(col("count").desc(), col("level")).limit(MOST));
  }

  private static Map<UTF8String, Long> collected(Dataset<Row> levels) {
    Map<UTF8String, Long> all = new HashMap<>();
    for (InternalRow row : levels.queryExecution().executedPlan().executeCollect()) {
      all.put(row.getUTF8String(0), row.getLong(1));
    }
    return all;
  }
}
