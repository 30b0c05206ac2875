package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.Learner;
import io.ncsn.network.RowLoss;
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
  private final Learner learner;
  private final RowLoss loss;
  private final UniformRandomProvider random;
  private final UniformRandomProvider coin;
  private final int size;
  private final int width;
  private final Mirror mirror;
  private final float[] minibatch;

  ReplicaRun(RoundTask task, int replica, Learner learner, int width) {
    StepSettings settings = task.settings();
    this.task = task;
    this.learner = learner;
    this.width = width;
    this.mirror = settings.mirror();
    this.size = settings.batchSize();
    this.loss = settings.loss(learner, task.schedule());
    this.random = Streams.of(settings.seed(), Purpose.TRAINING_NOISE, task.round(), replica);
    this.coin = Streams.of(settings.seed(), Purpose.AUGMENTATION, task.round(), replica);
    this.minibatch = new float[size * width];
  }

  /** Runs the round; {@code shards} holds every shard that {@code segments} names. */
  Outcome run(Map<Integer, Shard> shards, List<RowSegment> segments) {
    SegmentReader rows = new SegmentReader(task.settings().seed(), shards, segments);
    double sum = 0;
    for (int step = 0; step < task.minibatches(); step++) {
      gather(rows);
      double value = loss.lossAndGradient(minibatch, size, random);
      int iteration = Math.toIntExact(task.iteration() + step);
      double norm =
          learner.adamStep(
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
      rows.next(minibatch, i * width);
      if (mirror != null && coin.nextBoolean()) {
        mirror.mirror(minibatch, i * width);
      }
    }
  }
}
