package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.shard.Shard;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

/** Shards whose lineage stays in the process. */
class LocalShardsTest {
  private static final Set<Object> READERS = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger READ = new AtomicInteger();
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @BeforeEach
  void nothingIsRead() {
    READERS.clear();
    READ.set(0);
  }

  @Test
  void aJobCarriesFewBytesHoweverLongTheLineage() {
    float[] baggage = new float[100_003];
    JavaRDD<Shard> shards = numbered(3).map(shard -> baggage.length > 0 ? shard : null);
    try (LocalShards local = LocalShards.of(shards.rdd()).orElseThrow()) {
      assertThat(bytes(shards.rdd())).isGreaterThan(4 * baggage.length);
      assertThat(bytes(local)).isLessThan(2_000);
      assertThat(ids(local)).containsExactly(0, 1, 2);
    }
  }

  /** What a copy holds need not be safe for threads. */
  @Test
  void tasksAtOneTimeHaveCopiesOfTheirOwn() {
    JavaRDD<Shard> shards = numbered(2).map(new Meeting());
    try (LocalShards local = LocalShards.of(shards.rdd()).orElseThrow()) {
      ids(local);
      assertThat(READERS).hasSize(2);
      ids(local);
      assertThat(READERS).as("copies are taken again").hasSize(2);
    }
  }

  /** A replica may read many shards. */
  @Test
  void aTaskReadsAllItsShardsByOneCopy() {
    JavaRDD<Shard> shards = numbered(7).map(new Counting());
    try (LocalShards local = LocalShards.of(shards.rdd()).orElseThrow()) {
      JavaRDD<Shard> one = JavaRDD.fromRDD(local, ClassTag$.MODULE$.<Shard>apply(Shard.class));
      assertThat(one.coalesce(1).map(Shard::id).collect()).containsExactly(0, 1, 2, 3, 4, 5, 6);
      assertThat(READERS).hasSize(1);
    }
  }

  @Test
  void whatIsKeptIsReadOnceAndAgainIfItIsLost() {
    JavaRDD<Shard> shards = numbered(5).map(new Counting()).persist(StorageLevel.MEMORY_AND_DISK());
    try (LocalShards local = LocalShards.of(shards.rdd()).orElseThrow()) {
      ids(local);
      ids(local);
      assertThat(READ).hasValue(5);
      shards.unpersist(true);
      assertThat(ids(local)).containsExactly(0, 1, 2, 3, 4);
      assertThat(READ).hasValue(10);
    }
  }

  @Test
  void tasksThatOutliveTheTrainingFindNothing() {
    LocalShards local = LocalShards.of(numbered(1).rdd()).orElseThrow();
    local.close();
    assertThatThrownBy(() -> ids(local))
        .isInstanceOf(SparkException.class)
        .hasStackTraceContaining("The training of this task is over");
  }

  @Test
  void shufflesMustBeSeenBySpark() {
    try (LocalShards narrow = LocalShards.of(numbered(7).coalesce(3).rdd()).orElseThrow()) {
      assertThat(ids(narrow)).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
    assertThat(LocalShards.of(numbered(7).repartition(3).map(shard -> shard).rdd())).isEmpty();
  }

  private static JavaRDD<Shard> numbered(int shards) {
    List<Shard> list =
        IntStream.range(0, shards).mapToObj(id -> new Shard(id, 1, 1, new float[] {id})).toList();
    return TrainRuns.spark().parallelize(list, shards);
  }

  private static List<Integer> ids(LocalShards local) {
    return JavaRDD.fromRDD(local, ClassTag$.MODULE$.<Shard>apply(Shard.class))
        .map(Shard::id)
        .collect();
  }

  private static int bytes(RDD<Shard> rdd) {
    return SparkEnv.get()
        .closureSerializer()
        .newInstance()
        .serialize(rdd, ClassTag$.MODULE$.<RDD<Shard>>apply(RDD.class))
        .limit();
  }

  /** Notes which copy of it reads, when two do at one time. */
  private static final class Meeting implements Function<Shard, Shard> {
    private static final long serialVersionUID = 1L;

    @Override
    public Shard call(Shard shard) throws Exception {
      READERS.add(this);
      BOTH.await(1, TimeUnit.MINUTES);
      return shard;
    }
  }

  /** Counts the shards that are read, and notes by which copies of it. */
  private static final class Counting implements Function<Shard, Shard> {
    private static final long serialVersionUID = 1L;

    @Override
    public Shard call(Shard shard) {
      READ.incrementAndGet();
      READERS.add(this);
      return shard;
    }
  }
}
