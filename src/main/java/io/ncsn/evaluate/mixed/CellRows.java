package io.ncsn.evaluate.mixed;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
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
   * Returns the rows, [rows][columns]: all of them, or about {@code limit} of a larger table.
   *
   * <p>A larger table costs two more passes, one to count equal rows and one to fetch the chosen.
   */
  static long[][] gather(JavaRDD<long[]> rows, int limit, long seed) {
    long count = rows.count();
    JavaRDD<long[]> chosen = count <= limit ? rows : choose(rows, (double) limit / count, seed);
    return inOrder(chosen.collect().toArray(long[][]::new), seed);
  }

  private static JavaRDD<long[]> choose(JavaRDD<long[]> rows, double share, long seed) {
    Map<Long, Integer> copies =
        new TreeMap<>(
            rows.mapToPair(row -> new Tuple2<>(hash(row, seed), 1L))
                .reduceByKey(Long::sum)
                .mapToPair(pair -> new Tuple2<>(pair._1, chosenCopies(pair, share, seed)))
                .filter(pair -> pair._2 > 0)
                .collectAsMap());
    long[] hashes = copies.keySet().stream().mapToLong(Long::longValue).toArray();
    int[] numbers = copies.values().stream().mapToInt(Integer::intValue).toArray();
    Broadcast<Tuple2<long[], int[]>> wanted =
        JavaSparkContext.fromSparkContext(rows.context()).broadcast(new Tuple2<>(hashes, numbers));
    return rows.mapToPair(row -> new Tuple2<>(hash(row, seed), row))
        .filter(pair -> Arrays.binarySearch(wanted.value()._1, pair._1) >= 0)
        .reduceByKey((first, second) -> first)
        .flatMap(
            pair -> {
              int at = Arrays.binarySearch(wanted.value()._1, pair._1);
              return IntStream.range(0, wanted.value()._2[at]).mapToObj(c -> pair._2).iterator();
            });
  }

  private static int chosenCopies(Tuple2<Long, Long> counted, double share, long seed) {
    return (int)
        LongStream.range(0, counted._2)
            .filter(copy -> (rank(counted._1, copy, seed) >>> 11) * UNIT < share)
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
}
