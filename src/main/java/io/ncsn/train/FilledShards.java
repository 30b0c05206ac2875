package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards that rounds train on. If rows have unknown cells, these are filled a few times as
 * training goes, by the moving average of that time. A shard is filled when a round first needs it.
 */
final class FilledShards {
  private static final Logger LOG = LoggerFactory.getLogger(FilledShards.class);

  /** Fillings are one part of the training apart. The first comes after this many parts. */
  private static final int FIRST = 2;

  private final JavaSparkContext spark;
  private final TrainingRun run;
  private final int times;
  private int filled;
  private Broadcast<float[]> parameters;
  private JavaRDD<Shard> shards;

  FilledShards(JavaSparkContext spark, TrainingRun run) {
    this.spark = spark;
    this.run = run;
    this.times = times(run);
    this.shards = run.table().train();
  }

  /** Returns how often the unknown cells of a training are filled. */
  static int times(TrainingRun run) {
    return run.filler().isPresent() ? AutoTraining.emRounds(run.settings()) : 0;
  }

  /**
   * Returns the shards of the next round.
   *
   * @param progress share of the training that is done
   */
  JavaRDD<Shard> next(TrainingMemory memory, double progress) {
    int due = Math.min(times, (int) (progress * (times + FIRST)) - FIRST + 1);
    if (due > memory.state().fillings()) {
      LOG.info("Unknown cells are filled by the network, time {} of {}", due, times);
      memory.beginFilling(due);
    }
    if (memory.state().fillings() > filled) {
      filled = memory.state().fillings();
      fill(memory.filler());
    }
    return shards;
  }

  private void fill(float[] by) {
    close();
    parameters = spark.broadcast(by);
    Broadcast<float[]> sent = parameters;
    CellFiller filler = run.filler().orElseThrow();
    long time = filled;
    shards =
        run.table()
            .train()
            .map(shard -> filled(shard, filler, sent, time))
            .persist(StorageLevel.MEMORY_AND_DISK())
            .setName("training rows, filled " + filled);
  }

  private static Shard filled(
      Shard shard, CellFiller filler, Broadcast<float[]> parameters, long time) {
    long key = time << Integer.SIZE | shard.id();
    return new Shard(
        shard.id(),
        shard.rows(),
        shard.dimension(),
        filler.fill(shard.floats(), parameters.value(), key));
  }

  /** Frees what the shards of the rounds take beside the table's own. */
  void close() {
    if (parameters != null) {
      shards.unpersist(false);
      parameters.destroy();
      parameters = null; // a training that ends while it fills destroys nothing twice
    }
  }
}
