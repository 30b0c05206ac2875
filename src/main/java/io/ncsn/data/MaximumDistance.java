package io.ncsn.data;

import io.ncsn.data.FarRows.FarRow;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The greatest Euclidean distance between two standardised training rows: σ₁ by Technique 1 of
 * NCSNv2 (Song and Ermon 2020).
 *
 * <p>With r the distance from the centre, ‖x − y‖ ≤ r(x) + r(y). So only rows with r + max r above
 * the best distance known so far can be in a better pair; these are compared pair by pair, most
 * distant first, on the executors. When that would take more than {@value #PAIR_BUDGET}
 * multiplications or {@value #CANDIDATE_BUDGET} values held by each executor, the best distance
 * known is given instead, which is at least half the true one: the best of the distances from the
 * {@value #ENDS} rows farthest out to every row.
 *
 * @param value the distance; if not {@code exact}, a lower bound of it
 * @param upperBound equal to {@code value} if exact, else the sum of the two greatest distances
 *     from the centre, at most 2 · {@code value}
 */
public record MaximumDistance(double value, boolean exact, double upperBound) {
  private static final long PAIR_BUDGET = 20_000_000_000L;
  private static final long CANDIDATE_BUDGET = 1L << 23;
  private static final int ENDS = 16;
  private static final int ROW_OVERHEAD = 8; // of an object a row, in values

  /** Of the table's training rows; the same bits on any cluster. */
  public static MaximumDistance of(PreparedTable table) {
    return of(table, PAIR_BUDGET, CANDIDATE_BUDGET);
  }

  static MaximumDistance of(PreparedTable table, long pairBudget, long candidateBudget) {
    JavaRDD<Shard> shards = table.train();
    int dimension = table.schema().dimension();
    double[] centre = centre(shards, dimension, table.rows());
    List<FarRow> ends = FarRows.farthest(shards, centre, ENDS);
    double[] lowerBounds =
        shards.map(shard -> FarRows.farthestFrom(ends, shard, centre)).collect().stream()
            .mapToDouble(Double::doubleValue)
            .toArray();
    double best = Arrays.stream(lowerBounds).max().orElse(0);
    double greatest = ends.get(0).radius();
    double upperBound = greatest + (ends.size() > 1 ? ends.get(1).radius() : 0);

    double least = DistanceCandidates.prunable(best) - greatest;
    long candidates =
        shards.map(shard -> FarRows.countBeyond(shard, centre, least)).reduce(Long::sum);
    if (candidates * (dimension + ROW_OVERHEAD) > candidateBudget) {
      return new MaximumDistance(best, false, upperBound);
    }
    DistanceCandidates rows =
        DistanceCandidates.of(
            shards.flatMap(shard -> FarRows.beyond(shard, centre, least)).collect(), dimension);
    if (rows.pairs(best) * dimension > pairBudget) {
      return new MaximumDistance(best, false, upperBound);
    }
    double value = search(JavaSparkContext.fromSparkContext(shards.context()), rows, best);
    return new MaximumDistance(value, true, value);
  }

  /** The mean row: shard sums, added in the order of shards. */
  private static double[] centre(JavaRDD<Shard> shards, int dimension, long rows) {
    double[] centre = new double[dimension];
    for (double[] sums : shards.map(FarRows::sums).collect()) {
      for (int c = 0; c < dimension; c++) {
        centre[c] += sums[c] / rows;
      }
    }
    return centre;
  }

  private static double search(JavaSparkContext spark, DistanceCandidates rows, double best) {
    int tasks = Math.max(1, Math.min(rows.tiles(), 4 * spark.defaultParallelism()));
    List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
    Broadcast<DistanceCandidates> shared = spark.broadcast(rows);
    double found =
        spark
            .parallelize(numbers, tasks)
            .map(task -> shared.value().search(task, tasks, best))
            .reduce(Math::max);
    shared.destroy();
    return found;
  }
}
