package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BlockInfoManager;
import org.apache.spark.storage.RDDBlockId;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import scala.Option;

/** Shards in order, out of files in another. */
class ShardOrderTest {
  private static final int FILES = 3;

  /** A task of training reads many shards; all it still held would have to stay in memory. */
  @Test
  void aTaskThatHasReadAShardToItsEndHoldsItNoLonger() {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
    List<Shard> files =
        IntStream.range(0, FILES).mapToObj(i -> new Shard(i, 1, 1, new float[] {i})).toList();
    JavaRDD<Shard> stored = spark.parallelize(files, FILES).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      ShardLayout layout = ShardLayout.train(FILES, 1, FILES);
      JavaRDD<Shard> ordered = ShardOrder.byShard(stored, new int[] {0, 1, 2}, layout);
      int table = stored.id();
      assertThat(ordered.mapPartitions(shards -> isFree(shards, table)).collect())
          .containsExactly(true, true, true);
    } finally {
      stored.unpersist(true);
    }
  }

  private static Iterator<Boolean> isFree(Iterator<Shard> shards, int table) {
    BlockId read = new RDDBlockId(table, shards.next().id());
    BlockInfoManager blocks = SparkEnv.get().blockManager().blockInfoManager();
    boolean isFree = !shards.hasNext() && blocks.lockForWriting(read, false).isDefined();
    if (isFree) {
      blocks.unlock(read, Option.empty());
    }
    return List.of(isFree).iterator();
  }
}
