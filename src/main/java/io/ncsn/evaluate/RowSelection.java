package io.ncsn.evaluate;

import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Chooses rows by a stable hash. Row number c of those with equal values has the rank hash(values,
 * c); the rows of lowest rank are taken, in the order of their rank. Counting equal rows apart
 * keeps the choice fair for tables of few distinct values, where hashing values alone would take
 * all copies of a row or none.
 */
final class RowSelection {
  private RowSelection() {}

  /** At most {@code limit} finite rows of {@code rows}, whatever its partitions and order. */
  static GatheredRows gather(JavaRDD<double[]> rows, int dimension, int limit, long seed) {
    JavaRDD<double[]> finite =
        rows.filter(RowSelection::isFinite).map(RowSelection::withoutMinusZero);
    Map<Boolean, Long> rowsByFinite = rows.map(RowSelection::isFinite).countByValue();
    List<Ranked> chosen =
        finite
            .mapToPair(row -> new Tuple2<>(hash(row, seed), 1L))
            .reduceByKey(Long::sum)
            .flatMap(counted -> ranks(counted, limit, seed).iterator())
            .takeOrdered(limit, new ByRank());
    Map<Long, double[]> values = valuesOf(finite, chosen, seed);
    double[] flat = new double[chosen.size() * dimension];
    for (int i = 0; i < chosen.size(); i++) {
      System.arraycopy(values.get(chosen.get(i).hash), 0, flat, i * dimension, dimension);
    }
    return new GatheredRows(
        new Matrix(chosen.size(), dimension, flat),
        rowsByFinite.getOrDefault(true, 0L),
        rowsByFinite.getOrDefault(false, 0L));
  }

  private static Map<Long, double[]> valuesOf(
      JavaRDD<double[]> finite, List<Ranked> chosen, long seed) {
    Set<Long> wanted = new HashSet<>();
    chosen.forEach(ranked -> wanted.add(ranked.hash));
    return finite
        .mapToPair(row -> new Tuple2<>(hash(row, seed), row))
        .filter(pair -> wanted.contains(pair._1))
        .reduceByKey((first, second) -> first)
        .collectAsMap();
  }

  private static List<Ranked> ranks(Tuple2<Long, Long> counted, int limit, long seed) {
    return LongStream.range(0, counted._2)
        .mapToObj(
            copy ->
                new Ranked(Streams.hash(seed, Purpose.EVALUATION, counted._1, copy), counted._1))
        .sorted(new ByRank())
        .limit(limit)
        .toList();
  }

  private static long hash(double[] row, long seed) {
    long[] bits = new long[row.length];
    for (int j = 0; j < row.length; j++) {
      bits[j] = Double.doubleToLongBits(row[j]);
    }
    return Streams.hash(seed, Purpose.EVALUATION, bits);
  }

  private static boolean isFinite(double[] row) {
    for (double value : row) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** −0.0 equals 0.0 for every metric, but not for a hash or for sorting. */
  private static double[] withoutMinusZero(double[] row) {
    double[] copy = new double[row.length];
    for (int j = 0; j < row.length; j++) {
      copy[j] = row[j] + 0.0;
    }
    return copy;
  }

  private record Ranked(long rank, long hash) implements Serializable {}

  private static final class ByRank implements Comparator<Ranked>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(Ranked first, Ranked second) {
      int byRank = Long.compare(first.rank, second.rank);
      return byRank != 0 ? byRank : Long.compare(first.hash, second.hash);
    }
  }
}
