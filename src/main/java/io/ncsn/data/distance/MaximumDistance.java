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
 * <p>With r the distance from the centre, ‖x − y‖ ≤ r(x) + r(y). So only rows with r + max r above
 * the best distance known so far can be in a better pair; these are compared with each other, block
 * by block, on the executors. When that would take more than {@value #WORK_BUDGET} multiplications
 * or {@value #CANDIDATE_BUDGET} values kept by the executors together, the best distance known is
 * given instead, which is at least half the true one: the best of the distances from the {@value
 * #ENDS} rows farthest out to every row.
 *
 * @param value the distance; if not {@code exact}, a lower bound of it
 * @param upperBound equal to {@code value} if exact, else the sum of the two greatest distances
 *     from the centre, at most 2 · {@code value}
 */
public record MaximumDistance(double value, boolean exact, double upperBound) {
  private static final double WORK_BUDGET = 2e12;
  private static final double CANDIDATE_BUDGET = 1 << 29;
  private static final int ENDS = 16;
  private static final int ROW_OVERHEAD = 8; // of an object a row, in values

  /** What a pair costs beyond its multiplications, in multiplications: its product is looked at. */
  private static final int PAIR_OVERHEAD = 40;

  /**
   * How much may be done and kept.
   *
   * @param work multiplications in all
   * @param values kept by the executors together
   * @param taskWork multiplications of a task
   * @param blockValues of a block; a task holds two, and copies of them
   */
  record Budget(double work, double values, double taskWork, double blockValues) {
    static final Budget USUAL = new Budget(WORK_BUDGET, CANDIDATE_BUDGET, 2e10, 1 << 22);

    /** Blocks of which every two make a task. */
    int blocks(double work, double values) {
      return (int)
          Math.max(1, Math.ceil(Math.max(values / blockValues, Math.sqrt(2 * work / taskWork))));
    }
  }

  /** Of the table's training rows; the same bits on any cluster and by any {@code products}. */
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

  /** A task each for a block and itself and for every two blocks. */
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
