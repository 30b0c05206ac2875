package io.ncsn.train;

import io.ncsn.data.Shard;
import io.ncsn.network.DenoisingObjective;
import io.ncsn.network.Kernel;
import io.ncsn.network.Minibatch;
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
  private final Minibatch batch;
  private final DenoisingObjective objective;
  private final int dimension;
  private final UniformRandomProvider random;
  private final float[] noise;

  ReplicaRun(RoundTask task, int replica, NetworkSpec spec, Kernel kernel) {
    StepSettings settings = task.settings();
    this.task = task;
    this.kernel = kernel;
    this.dimension = spec.dimension();
    this.batch = new Minibatch(settings.batchSize(), dimension);
    this.objective = new DenoisingObjective(spec.form(), task.schedule(), settings.lambdaPower());
    this.random = Streams.of(settings.seed(), Purpose.TRAINING_NOISE, task.round(), replica);
    this.noise = new float[settings.batchSize() * dimension];
  }

  /** Runs the round; {@code shards} holds every shard that {@code segments} names. */
  Outcome run(Map<Integer, Shard> shards, List<RowSegment> segments) {
    SegmentReader rows = new SegmentReader(task.settings().seed(), shards, segments);
    double sum = 0;
    for (int minibatch = 0; minibatch < task.minibatches(); minibatch++) {
      prepare(rows);
      double loss = kernel.lossAndGradient(batch);
      int iteration = Math.toIntExact(task.iteration() + minibatch);
      double norm =
          kernel.adamStep(
              task.settings().learningRateAt(iteration, task.progress(minibatch)),
              task.settings().clipNorm(),
              iteration);
      if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
        return new Outcome(loss, minibatch);
      }
      sum += loss;
    }
    return new Outcome(sum / task.minibatches(), -1);
  }

  /**
   * What came of a run.
   *
   * @param failedMinibatch −1 if all went well
   */
  record Outcome(double loss, int failedMinibatch) {}

  /**
   * Noise levels are uniform over the schedule, stratified over the minibatch: row i draws from the
   * i-th of B equal parts.
   */
  private void prepare(SegmentReader rows) {
    int size = batch.rows();
    int levels = task.schedule().size();
    Streams.fillNormal(random, noise, noise.length);
    for (int i = 0; i < size; i++) {
      rows.advance();
      int level = (int) ((i + random.nextDouble()) * levels / size);
      objective.prepare(
          batch,
          i,
          rows.values(),
          rows.offset(),
          Math.min(level, levels - 1),
          noise,
          i * dimension);
    }
  }
}
