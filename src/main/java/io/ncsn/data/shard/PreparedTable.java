package io.ncsn.data.shard;

import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.plan.TablePlan;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;

/**
 * A table ready for training: shards of standardised rows, resident on the executors.
 *
 * @param scaler how the stored numbers were standardised
 * @param plan what the columns are, if not all are taken as numbers; rows are then stored as its
 *     codec says
 * @param rows number of training rows
 * @param shardRows number of rows of each training shard, by shard id
 * @param train partition i holds exactly the one shard with id i; persisted
 * @param holdout like {@code train}, but with the held-out rows; shards of at most {@value
 *     #HOLDOUT_SHARD_ROWS} rows
 * @param fingerprint SHA-256 (hex) of everything that determines the shards: schema, scaler, counts
 *     and the rows' hashes, independent of their order in the input
 * @param badRows the rows of the input that were left out
 * @param read how many rows each file gave
 * @param weights how the rows of the input count, if not alike; rows are copies then
 */
@SuppressWarnings("ArrayRecordComponent")
public record PreparedTable(
    TableSchema schema,
    Scaler scaler,
    Optional<TablePlan> plan,
    long rows,
    long holdoutRows,
    int[] shardRows,
    JavaRDD<Shard> train,
    JavaRDD<Shard> holdout,
    String fingerprint,
    BadRowReport badRows,
    RowsByFile read,
    Optional<WeightFacts> weights) {
  /** The most rows of a hold-out shard. */
  public static final int HOLDOUT_SHARD_ROWS = 512;

  /** Makes a table of numbers. */
  public PreparedTable(
      TableSchema schema,
      Scaler scaler,
      long rows,
      long holdoutRows,
      int[] shardRows,
      JavaRDD<Shard> train,
      JavaRDD<Shard> holdout,
      String fingerprint,
      BadRowReport badRows,
      RowsByFile read) {
    this(
        schema,
        scaler,
        Optional.empty(),
        rows,
        holdoutRows,
        shardRows,
        train,
        holdout,
        fingerprint,
        badRows,
        read,
        Optional.empty());
  }

  /** Frees the memory and disk of the executors that the shards take. */
  public void release() {
    release(train.rdd());
    release(holdout.rdd());
  }

  /** What is kept is a parent of what the program sees. */
  private static void release(RDD<?> rdd) {
    if (rdd.getStorageLevel().isValid()) {
      rdd.unpersist(false);
    }
    JavaConverters.seqAsJavaList(rdd.dependencies()).forEach(parent -> release(parent.rdd()));
  }

  /** Returns the codec by which the rows were read. */
  public RowCodec codec() {
    return codec(plan, schema, scaler);
  }

  static RowCodec codec(Optional<TablePlan> plan, TableSchema schema, Scaler scaler) {
    return plan.map(TablePlan::codec).orElseGet(() -> RowCodec.of(schema, scaler));
  }
}
