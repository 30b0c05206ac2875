package io.ncsn.evaluate.mixed;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Gathers rows of cells on the driver, in an order that depends on the rows and the seed alone.
 * Every beginning of that order is a fair sample of the table: copy number c of a row is placed by
 * the hash of its cells and of c.
 */
final class CellRows {
  private static final double UNIT = 0x1p-53;

  private CellRows() {}

  /**
   * Returns the rows of a table, [rows][columns]: all of them, or about {@code limit} of a larger
   * table.
   *
   * <p>A larger table costs one more pass over the compared columns, in which equal rows are
   * counted. What that needs goes to the executors' disks if their memory does not hold it.
   */
  static long[][] gather(Dataset<Row> table, List<MixedColumn> columns, int limit, long seed) {
    JavaRDD<long[]> rows = CellColumns.read(table, columns);
    long count = table.count();
    JavaRDD<long[]> chosen =
        count <= limit ? rows : choose(table.sparkSession(), rows, (double) limit / count, seed);
    return inOrder(chosen.collect().toArray(long[][]::new), seed);
  }

  private static JavaRDD<long[]> choose(
      SparkSession session, JavaRDD<long[]> rows, double share, long seed) {
    List<Copies> chosen = chosen(session, rows, share, seed);
    Broadcast<long[]> hashes =
        JavaSparkContext.fromSparkContext(rows.context())
            .broadcast(chosen.stream().mapToLong(Copies::hash).toArray());
    Broadcast<int[]> copies =
        JavaSparkContext.fromSparkContext(rows.context())
            .broadcast(chosen.stream().mapToInt(Copies::count).toArray());
    return rows.mapToPair(row -> new Tuple2<>(hash(row, seed), row))
        .filter(pair -> Arrays.binarySearch(hashes.value(), pair._1) >= 0)
        .reduceByKey((first, second) -> first)
        .flatMap(
            pair -> {
              int count = copies.value()[Arrays.binarySearch(hashes.value(), pair._1)];
              return Collections.nCopies(count, pair._2).iterator();
            });
  }

  /** Returns how many copies of which rows are chosen, in the order of their hashes. */
  private static List<Copies> chosen(
      SparkSession session, JavaRDD<long[]> rows, double share, long seed) {
    return session
        .createDataset(rows.map(row -> hash(row, seed)).rdd(), Encoders.LONG())
        .groupBy("value")
        .count()
        .toJavaRDD()
        .map(row -> new Copies(row.getLong(0), chosenCopies(row, share, seed)))
        .filter(copies -> copies.count > 0)
        .collect()
        .stream()
        .sorted(Comparator.comparingLong(Copies::hash))
        .toList();
  }

  private static int chosenCopies(Row counted, double share, long seed) {
    long hash = counted.getLong(0);
    return (int)
        LongStream.range(0, counted.getLong(1))
            .filter(copy -> (rank(hash, copy, seed) >>> 11) * UNIT < share)
            .count();
  }

  private static long[][] inOrder(long[][] rows, long seed) {
    long[] hashes = Arrays.stream(rows).mapToLong(row -> hash(row, seed)).toArray();
    Integer[] order = IntStream.range(0, rows.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(i -> hashes[i]));
    long[] ranks = new long[rows.length];
    long copy = 0;
    for (int i = 0; i < order.length; i++) {
      copy = i > 0 && hashes[order[i]] == hashes[order[i - 1]] ? copy + 1 : 0;
      ranks[order[i]] = rank(hashes[order[i]], copy, seed);
    }
    Arrays.sort(order, Comparator.comparingLong(i -> ranks[i]));
    return Arrays.stream(order).map(i -> rows[i]).toArray(long[][]::new);
  }

  private static long hash(long[] row, long seed) {
    return Streams.hash(seed, Purpose.EVALUATION, row);
  }

  private static long rank(long hash, long copy, long seed) {
    return Streams.hash(seed, Purpose.EVALUATION, hash, copy);
  }

  private record Copies(long hash, int count) implements Serializable {}
}
