package io.ncsn.data.distance;

import io.ncsn.data.distance.FarRows.FarRow;
import io.ncsn.data.distance.FarRows.FromEnds;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import scala.Function1;
import scala.Tuple2;

/**
 * The greatest Euclidean distance between two standardised training rows: σ₁ by Technique 1 of
 * NCSNv2 (Song and Ermon 2020).
 *
 * <p>Let r be the distance from the centre; then ‖x − y‖ ≤ r(x) + r(y). Only rows with r + max r
 * above the best known distance can be in a better pair. The executors compare these rows with each
 * other, block by block. If that took more than {@value #WORK_BUDGET} multiplications, or if the
 * executors together had to keep more than {@value #CANDIDATE_BUDGET} values, the result is the
 * best known distance instead. This is the greatest distance from the {@value #ENDS} outermost rows
 * to any row, and at least half the true distance.
 *
 * @param value the distance, or a lower bound of it if not {@code exact}
 * @param exact whether the distance is exact
 * @param upperBound upper bound: {@code value} if exact, and otherwise the sum of the two greatest
 *     distances from the centre, at most 2 · {@code value}
 */
public record MaximumDistance(double value, boolean exact, double upperBound) {
  private static final double WORK_BUDGET = 2e12;
  private static final double CANDIDATE_BUDGET = 1 << 29;
  private static final int ENDS = 16;
  private static final int ROW_OVERHEAD = 8; // of an object a row, in values

  /** Cost of inspecting the product of a pair, in multiplications. */
  private static final int PAIR_OVERHEAD = 40;

  /**
   * The limits of work and memory.
   *
   * @param work greatest total number of multiplications
   * @param values greatest number of values that the executors keep together
   * @param taskWork number of multiplications in a task
   * @param blockValues number of values in a block; a task holds two blocks and their copies
   */
  record Budget(double work, double values, double taskWork, double blockValues) {
    static final Budget USUAL = new Budget(WORK_BUDGET, CANDIDATE_BUDGET, 2e10, 1 << 22);

    /** Returns the number of blocks. Every two blocks make a task. */
    int blocks(double work, double values) {
      return (int)
          Math.max(1, Math.ceil(Math.max(values / blockValues, Math.sqrt(2 * work / taskWork))));
    }
  }

  /**
   * Finds the greatest distance between the table's training rows: the same bits on any cluster and
   * with any {@code products}.
   */
  public static MaximumDistance of(PreparedTable table, InnerProducts products) {
    return of(table, products, Budget.USUAL);
  }

  static MaximumDistance of(PreparedTable table, InnerProducts products, Budget budget) {
    JavaRDD<Shard> shards = table.train();
    int dimension = table.schema().dimension();
    double[] centre = centre(shards, dimension, table.rows());
    List<FarRow> ends = FarRows.farthest(shards, centre, ENDS);
    double greatest = ends.get(0).radius();
    if (greatest == 0) {
      return new MaximumDistance(0, true, 0);
    }
    FromEnds fromEnds =
        shards.map(shard -> FarRows.fromEnds(ends, shard, centre)).reduce(FromEnds::plus);
    double best = fromEnds.greatest();

    double least = LongestPair.prunable(best) - greatest;
    double values = (double) fromEnds.radii().rows(least) * (dimension + ROW_OVERHEAD);
    double work = fromEnds.radii().pairs(LongestPair.prunable(best)) * (dimension + PAIR_OVERHEAD);
    if (values > budget.values() || work > budget.work()) {
      double upperBound = greatest + (ends.size() > 1 ? ends.get(1).radius() : 0);
      return new MaximumDistance(best, false, upperBound);
    }
    JavaRDD<CandidateBlock> candidates =
        shards
            .coalesce(budget.blocks(work, values))
            .mapPartitionsWithIndex(
                (id, part) -> List.of(CandidateBlock.of(id, part, centre, least)).iterator(), true);
    double value = search(candidates, new LongestPair(products, centre, greatest, best));
    return new MaximumDistance(value, true, value);
  }

  /** Returns the mean row, from shard sums added in shard order. */
  private static double[] centre(JavaRDD<Shard> shards, int dimension, long rows) {
    double[] centre = new double[dimension];
    for (double[] sums : shards.map(FarRows::sums).collect()) {
      for (int c = 0; c < dimension; c++) {
        centre[c] += sums[c] / rows;
      }
    }
    return centre;
  }

  /** Searches with one task per block and one per pair of blocks. */
  private static double search(JavaRDD<CandidateBlock> candidates, LongestPair longest) {
    JavaRDD<CandidateBlock> blocks = candidates.persist(StorageLevel.MEMORY_AND_DISK());
    int count = blocks.getNumPartitions();
    RDD<Tuple2<CandidateBlock, CandidateBlock>> ordered = blocks.cartesian(blocks).rdd();
    Function1<Object, Object> eachOnce =
        (Function1<Object, Object> & Serializable)
            index -> (int) index / count <= (int) index % count;
    RDD<Tuple2<CandidateBlock, CandidateBlock>> pairs =
        PartitionPruningRDD.create(ordered, eachOnce);
    double value =
        JavaRDD.fromRDD(pairs, pairs.elementClassTag())
            .map(pair -> longest.search(pair._1(), pair._2()))
            .reduce(Math::max);
    blocks.unpersist();
    return value;
  }
}
