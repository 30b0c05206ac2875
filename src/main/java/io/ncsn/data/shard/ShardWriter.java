package io.ncsn.data.shard;

import java.util.Iterator;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Packs, shuffles and writes the rows of a surveyed table, with one shuffle for both sides of the
 * split.
 */
final class ShardWriter {
  private ShardWriter() {}

  static void write(
      SparkSession spark,
      SurveyedTable table,
      Side train,
      Side holdout,
      String trainDirectory,
      String holdoutDirectory) {
    RowRouter router =
        new RowRouter(table.blockReader(), table.hash(), table.form(), train, holdout);
    // A hash partitioner sends key f to partition f: an int is its own hash.
    JavaRDD<Tuple2<Integer, byte[]>> batches =
        JavaPairRDD.fromJavaRDD(table.features().parts().mapPartitions(router::route))
            .partitionBy(new HashPartitioner(Math.max(1, router.targets())))
            .map(batch -> batch);
    spark
        .sparkContext()
        .setJobDescription(
            "Shuffling rows of " + table.features().source().name() + " into shards");
    writeSide(spark, batches, train, 0, table.form(), trainDirectory);
    if (holdout.layout().files() > 0) {
      spark
          .sparkContext()
          .setJobDescription("Writing held-out rows of " + table.features().source().name());
      int offset = train.layout().files();
      writeSide(spark, batches, holdout, offset, table.form(), holdoutDirectory);
    }
    spark.sparkContext().setJobDescription(null);
  }

  /**
   * Writes one side, whose files are the partitions from {@code offset} on. The shuffle happens
   * once for both sides.
   */
  private static void writeSide(
      SparkSession spark,
      JavaRDD<Tuple2<Integer, byte[]>> batches,
      Side side,
      int offset,
      RowForm form,
      String directory) {
    int end = offset + side.layout().files();
    var mine = PartitionPruningRDD.create(batches.rdd(), new Between(offset, end));
    JavaRDD<Tuple2<Integer, byte[]>> pieces =
        JavaRDD.fromRDD(mine, batches.classTag())
            .mapPartitionsWithIndex(
                (file, sent) -> FileRows.inOrder(side, file, form, values(sent)), false);
    ShardStore.write(spark, pieces, directory);
  }

  private static Iterator<byte[]> values(Iterator<Tuple2<Integer, byte[]>> pairs) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pairs.hasNext();
      }

      @Override
      public byte[] next() {
        return pairs.next()._2();
      }
    };
  }
}
