package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.Kernel;
import io.ncsn.network.MinibatchLoss;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One replica's round: H minibatches of fresh noise on its rows. A function of the keys, not of
 * where or when it runs.
 */
final class ReplicaRun {
  private final RoundTask task;
  private final Kernel kernel;
  private final MinibatchLoss loss;
  private final UniformRandomProvider random;
  private final int size;
  private final int dimension;
  private final float[] minibatch;

  ReplicaRun(RoundTask task, int replica, NetworkSpec spec, Kernel kernel) {
    StepSettings settings = task.settings();
    this.task = task;
    this.kernel = kernel;
    this.dimension = spec.dimension();
    this.size = settings.batchSize();
    this.loss = settings.loss(spec, task.schedule());
    this.random = Streams.of(settings.seed(), Purpose.TRAINING_NOISE, task.round(), replica);
    this.minibatch = new float[size * dimension];
  }

  /** Runs the round; {@code shards} holds every shard that {@code segments} names. */
  Outcome run(Map<Integer, Shard> shards, List<RowSegment> segments) {
    SegmentReader rows = new SegmentReader(task.settings().seed(), shards, segments);
    double sum = 0;
    for (int step = 0; step < task.minibatches(); step++) {
      gather(rows);
      double value = loss.lossAndGradient(kernel, minibatch, size, random);
      int iteration = Math.toIntExact(task.iteration() + step);
      double norm =
          kernel.adamStep(
              task.settings().learningRateAt(iteration, task.progress(step)),
              task.settings().clipNorm(),
              iteration);
      if (!Double.isFinite(value) || !Double.isFinite(norm)) {
        return new Outcome(value, step);
      }
      sum += value;
    }
    return new Outcome(sum / task.minibatches(), -1);
  }

  /**
   * The outcome of a run.
   *
   * @param failedMinibatch −1 if all went well
   */
  record Outcome(double loss, int failedMinibatch) {}

  private void gather(SegmentReader rows) {
    for (int i = 0; i < size; i++) {
      rows.advance();
      System.arraycopy(rows.values(), rows.offset(), minibatch, i * dimension, dimension);
    }
  }
}
