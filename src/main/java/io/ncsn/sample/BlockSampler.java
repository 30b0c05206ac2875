package io.ncsn.sample;

import io.ncsn.config.SampleSettings.Precision;
import io.ncsn.data.codec.RowDecoder;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Normals;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Draws blocks of samples on executors. A block is always computed whole, so its rows do not depend
 * on how many are kept.
 *
 * @param interpolation between the noise of two seeds; null: noise of {@code seed}
 */
record BlockSampler(
    NetworkSpec spec,
    SamplingPlan plan,
    Prior prior,
    DenoisedClip clip,
    KernelPlan kernel,
    Precision precision,
    RowDecoder decoder,
    long seed,
    Interpolation interpolation,
    long count,
    Broadcast<float[]> parameters)
    implements Serializable {
  /** Chains of a block: one random stream, one matrix shape. */
  static final int BLOCK = 512;

  /** Blocks of {@code count} rows. */
  static int blocks(long count) {
    return Math.toIntExact((count + BLOCK - 1) / BLOCK);
  }

  /**
   * The rows of {@code blocks}, one block in memory at a time; chains that diverged are left out.
   */
  Iterator<Row> sample(List<Integer> blocks) {
    ChainSampler sampler = sampler();
    Stream<Row> rows = blocks.stream().flatMap(block -> rows(sampler, block));
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
            normals(0),
            BLOCK,
            (sigma, rows) -> {
              for (int chain = 0; chain < chains; chain++) {
                if (isFinite(rows, chain * spec.dimension())) {
                  path.add(with(row(chain, rows, chain), step[0], sigma));
                }
              }
              step[0]++;
            });
    return path.iterator();
  }

  private ChainSampler sampler() {
    ScoreNetwork network = new ScoreNetwork(spec, parameters.value(), kernel, precision);
    TaskCompletionListener close = context -> network.close();
    TaskContext.get().addTaskCompletionListener(close);
    return plan.sampler(clip.over(network), prior);
  }

  private Normals normals(int block) {
    return interpolation == null
        ? Streams.fillingNormals(Streams.of(seed, Purpose.SAMPLING, block))
        : interpolation.normals((long) block * BLOCK, spec.dimension());
  }

  private Stream<Row> rows(ChainSampler sampler, int block) {
    float[] units = sampler.sample(normals(block), BLOCK, (sigma, rows) -> {});
    long first = (long) block * BLOCK;
    int keep = (int) Math.min(BLOCK, count - first);
    List<Row> rows = new ArrayList<>(keep);
    for (int chain = 0; chain < keep; chain++) {
      if (isFinite(units, chain * spec.dimension())) {
        rows.add(row(first + chain, units, chain));
      }
    }
    return rows.stream();
  }

  private Row row(long sample, float[] units, int chain) {
    Row row = decoder.decode(sample, units, chain * spec.dimension());
    return interpolation == null ? row : with(row, interpolation.at(sample));
  }

  private static Row with(Row row, Object... further) {
    Object[] values = new Object[row.size() + further.length];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    System.arraycopy(further, 0, values, row.size(), further.length);
    return RowFactory.create(values);
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
