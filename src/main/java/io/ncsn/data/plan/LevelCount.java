package io.ncsn.data.plan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.ncsn.data.codec.IdPattern;
import io.ncsn.data.codec.KeyReader;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TextLevels;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts the levels of a column that has too many of them for the pass over all columns. */
final class LevelCount {
  private static final double SURELY_FEWER = 0.9;
  private static final int SAMPLE = 1000;

  private final Dataset<Row> levels;
  private final Dataset<Row> counted;

  LevelCount(Dataset<Row> table, String column) {
    Dataset<Row> all = table.select(named(column).as("level"));
    DataType type = all.schema().apply(0).dataType();
    boolean isFloating = type instanceof DoubleType || type instanceof FloatType;
    levels =
        all.where(
            isFloating
                ? col("level").between(-Double.MAX_VALUE, Double.MAX_VALUE)
                : col("level").isNotNull());
    counted = levels.groupBy("level").count();
  }

  /** Returns a column of a table by its name, whatever is in that. */
  static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
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
    return collected(
        counted.orderBy(xxhash64(col("level")), col("level")).limit(SAMPLE), LevelCount::text);
  }

  /**
   * Returns the most frequent levels of text. No more than these reach the driver.
   *
   * @param most greatest number of levels to keep
   * @param estimate how many there are, within some per cent
   * @param rows number of rows that are not null
   */
  CountedLevels texts(int most, double estimate, long rows) {
    boolean few = estimate < SURELY_FEWER * most;
    return kept(collected(few ? counted : mostFrequent(most), LevelCount::text), rows);
  }

  /**
   * Returns the most frequent levels of numbers or times, as the line writes them.
   *
   * @param most greatest number of levels to keep
   * @param rows number of rows that hold a cell of the line
   */
  CountedLevels cells(NumberLine line, int most, long rows) {
    KeyReader reader = line.reader(levels.schema().apply(0).dataType());
    return kept(
        collected(
            mostFrequent(most),
            row -> {
              long key = reader.read(row, 0);
              return key == NumberLine.NO_KEY ? null : UTF8String.fromString(line.text(key));
            }),
        rows);
  }

  private Dataset<Row> mostFrequent(int most) {
    return counted.orderBy(col("count").desc(), col("level")).limit(most);
  }

  /** Counts the levels that are not kept, if some rows have one. */
  private CountedLevels kept(Map<UTF8String, Long> counts, long rows) {
    TextLevels kept = TextLevels.of(counts);
    long otherRows = rows - kept.countFrom(0);
    return new CountedLevels(kept, otherRows == 0 ? 0 : counted.count() - kept.size(), otherRows);
  }

  /** How a level is written; null if it is none. */
  private interface Text {
    UTF8String of(InternalRow row);
  }

  private static UTF8String text(InternalRow row) {
    return row.getUTF8String(0);
  }

  private static Map<UTF8String, Long> collected(Dataset<Row> levels, Text text) {
    Map<UTF8String, Long> all = new HashMap<>();
    for (InternalRow row : levels.queryExecution().executedPlan().executeCollect()) {
      UTF8String level = text.of(row);
      if (level != null) {
        all.merge(level, row.getLong(1), Long::sum);
      }
    }
    return all;
  }
}
