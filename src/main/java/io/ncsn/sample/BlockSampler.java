package io.ncsn.sample;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.data.RowDecoder;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Draws blocks of samples on executors. A block is always computed whole, so its rows do not depend
 * on how many are kept.
 */
record BlockSampler(
    NetworkSpec spec,
    NoiseSchedule schedule,
    LangevinSettings langevin,
    DenoisedClip clip,
    KernelChoice kernel,
    RowDecoder decoder,
    long seed,
    long count,
    Broadcast<float[]> parameters)
    implements Serializable {
  /** Chains of a block: one random stream, one matrix shape. */
  static final int BLOCK = 512;

  /** Blocks of {@code count} rows. */
  static long blocks(long count) {
    return (count + BLOCK - 1) / BLOCK;
  }

  /**
   * The rows of {@code blocks}, one block in memory at a time; chains that diverged are left out.
   */
  Iterator<Row> sample(Iterator<Long> blocks) {
    ScoreNetwork network = new ScoreNetwork(spec, parameters.value(), kernel);
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    AnnealedLangevin sampler =
        new AnnealedLangevin(network, schedule, langevin, clip, spec.dimension());
    Iterable<Long> all = () -> blocks;
    Stream<Row> rows =
        StreamSupport.stream(all.spliterator(), false).flatMap(block -> rows(sampler, block));
    return rows.iterator();
  }

  private Stream<Row> rows(AnnealedLangevin sampler, long block) {
    float[] units = sampler.sample(Streams.of(seed, Purpose.SAMPLING, block), BLOCK);
    long first = block * BLOCK;
    int keep = (int) Math.min(BLOCK, count - first);
    List<Row> rows = new ArrayList<>(keep);
    for (int chain = 0; chain < keep; chain++) {
      int offset = chain * spec.dimension();
      if (isFinite(units, offset)) {
        rows.add(decoder.decode(first + chain, units, offset));
      }
    }
    return rows.stream();
  }

  private boolean isFinite(float[] units, int offset) {
    for (int i = offset; i < offset + spec.dimension(); i++) {
      if (!Float.isFinite(units[i])) {
        return false;
      }
    }
    return true;
  }
}
