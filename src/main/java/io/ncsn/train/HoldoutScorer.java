package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores a hold-out shard on an executor. Each row is noised once for each band of noise levels,
 * always with the same level and noise, so that losses of different rounds can be compared.
 */
record HoldoutScorer(
    StepSettings settings,
    NoiseSchedule schedule,
    ModelSpec spec,
    KernelPlan kernel,
    Broadcast<float[]> parameters)
    implements Serializable {

  /**
   * The loss of a shard's rows at a band of noise levels.
   *
   * @param sum over the rows
   */
  record BandLoss(int band, int rows, double sum) implements Serializable {}

  BandLoss score(Shard shard, int band) {
    int[] edges = Bands.edges(schedule);
    UniformRandomProvider random =
        Streams.of(settings.seed(), Purpose.VALIDATION_NOISE, shard.id(), band);
    return ExecutorModels.lend(
        spec,
        kernel,
        learner -> {
          learner.loadParameters(parameters.value());
          double sum =
              settings
                  .loss(learner, schedule)
                  .loss(shard.floats(), shard.rows(), edges[band], edges[band + 1], random);
          return new BandLoss(band, shard.rows(), sum);
        });
  }
}
