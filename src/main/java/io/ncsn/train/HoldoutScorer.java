package io.ncsn.train;

import io.ncsn.data.shard.Shard;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.RowLoss;
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
   * Sums over a shard's rows.
   *
   * @param losses losses by band
   */
  @SuppressWarnings("ArrayRecordComponent")
  record BandSums(int rows, double[] losses) implements Serializable {}

  BandSums score(Shard shard) {
    int[] edges = Bands.edges(schedule);
    return ExecutorModels.lend(
        spec,
        kernel,
        learner -> {
          learner.loadParameters(parameters.value());
          RowLoss loss = settings.loss(learner, schedule);
          float[] rows = shard.floats();
          double[] sums = new double[edges.length - 1];
          for (int band = 0; band < sums.length; band++) {
            UniformRandomProvider random =
                Streams.of(settings.seed(), Purpose.VALIDATION_NOISE, shard.id(), band);
            sums[band] = loss.loss(rows, shard.rows(), edges[band], edges[band + 1], random);
          }
          return new BandSums(shard.rows(), sums);
        });
  }
}
