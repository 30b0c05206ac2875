package io.ncsn.sample;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.data.RowDecoder;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
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
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Draws blocks of samples on executors. A block is always computed whole, so its rows do not depend
 * on how many are kept.
 */
record BlockSampler(
    NetworkSpec spec,
    SamplingPlan plan,
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
    ChainSampler sampler = sampler();
    Iterable<Long> all = () -> blocks;
    Stream<Row> rows =
        StreamSupport.stream(all.spliterator(), false).flatMap(block -> rows(sampler, block));
    return rows.iterator();
  }

  /**
   * The paths of the first {@code chains} chains of block 0, step by step: a row of samples, then
   * the step's number and its noise level. What is not finite is left out.
   */
  Iterator<Row> trace(int chains) {
    List<Row> path = new ArrayList<>();
    int[] step = {0};
    sampler()
        .sample(
            Streams.of(seed, Purpose.SAMPLING, 0),
            BLOCK,
            (sigma, rows) -> {
              for (int chain = 0; chain < chains; chain++) {
                if (isFinite(rows, chain * spec.dimension())) {
                  Row row = decoder.decode(chain, rows, chain * spec.dimension());
                  path.add(stepOfTrace(row, step[0], sigma));
                }
              }
              step[0]++;
            });
    return path.iterator();
  }

  private static Row stepOfTrace(Row row, int step, double sigma) {
    Object[] values = new Object[row.size() + 2];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = step;
    values[row.size() + 1] = sigma;
    return RowFactory.create(values);
  }

  private ChainSampler sampler() {
    ScoreNetwork network = new ScoreNetwork(spec, parameters.value(), kernel);
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    return plan.sampler(clip.over(network), spec.dimension());
  }

  private Stream<Row> rows(ChainSampler sampler, long block) {
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
