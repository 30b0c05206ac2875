package io.ncsn.data.shard;

import io.ncsn.data.codec.BlockReader;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.read.Features;
import io.ncsn.data.read.RowDescriber;
import io.ncsn.data.shard.Census.Sums;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** The pass over a table that counts its rows. */
final class CensusJob {
  private CensusJob() {}

  /** Counts the rows as often as they count, and the bad ones once. */
  static Census census(
      SparkSession spark,
      RowsInUse used,
      Features features,
      RowCodec codec,
      RowHash hash,
      Sums sums) {
    Census census = census(spark, features, codec, hash, sums);
    boolean once = !used.areRepeated() || census.badRows().total() == 0;
    return once
        ? census
        : census.withBadOf(census(spark, used.drawn(features), codec, hash, Sums.NONE));
  }

  static Census census(
      SparkSession spark, Features features, RowCodec codec, RowHash hash, Sums sums) {
    spark.sparkContext().setJobDescription("Checking rows of " + features.source().name());
    BlockReader reader = features.blockReader(codec);
    RowDescriber describer = features.describer();
    Census found =
        features
            .parts()
            .mapPartitions(parts -> count(parts, reader, describer, hash, sums))
            .treeAggregate(new Census(reader.width(), hash, sums), Census::merge, Census::merge);
    spark.sparkContext().setJobDescription(null);
    return found;
  }

  private static Iterator<Census> count(
      Iterator<Object> parts, BlockReader reader, RowDescriber describer, RowHash hash, Sums sums) {
    Census census = new Census(reader.width(), hash, sums);
    BlockReader.BadRows bad =
        (reason, column, row) ->
            census.addBad(reason, column, describer.describe(reason, column, row));
    RowsByFile.Counter counter = new RowsByFile.Counter();
    reader.read(counter.counting(parts), bad).forEachRemaining(census::add);
    census.addRead(counter.rows());
    return List.of(census).iterator();
  }
}
