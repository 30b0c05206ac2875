package io.ncsn.train;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.data.Shard;
import io.ncsn.network.DenoisingObjective;
import io.ncsn.network.Minibatch;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores a hold-out shard on an executor: each row is noised once a band of noise levels, always
 * with the same level and noise, so that losses of different rounds can be compared.
 */
record HoldoutScorer(
    StepSettings settings,
    NoiseSchedule schedule,
    NetworkSpec spec,
    KernelChoice kernel,
    Broadcast<float[]> parameters)
    implements Serializable {

  /**
   * Sums over a shard's rows.
   *
   * @param losses by band
   */
  @SuppressWarnings("ArrayRecordComponent")
  record BandSums(int rows, double[] losses) implements Serializable {}

  BandSums score(Shard shard) {
    int[] edges = Bands.edges(schedule);
    return ExecutorModels.lend(
        spec,
        kernel,
        lease -> {
          lease.model().loadParameters(parameters.value());
          double[] sums = new double[edges.length - 1];
          for (int band = 0; band < sums.length; band++) {
            Minibatch batch = noised(shard, band, edges[band], edges[band + 1]);
            float[] outputs = new float[shard.rows() * spec.dimension()];
            batch.forward(lease.kernel(), outputs);
            for (int row = 0; row < shard.rows(); row++) {
              sums[band] += DenoisingObjective.rowLoss(batch, row, outputs);
            }
          }
          return new BandSums(shard.rows(), sums);
        });
  }

  private Minibatch noised(Shard shard, int band, int firstLevel, int endLevel) {
    UniformRandomProvider random =
        Streams.of(settings.seed(), Purpose.VALIDATION_NOISE, shard.id(), band);
    float[] noise = new float[shard.values().length];
    Streams.fillNormal(random, noise, noise.length);
    Minibatch batch = new Minibatch(shard.rows(), spec.dimension());
    DenoisingObjective objective =
        new DenoisingObjective(spec.form(), schedule, settings.lambdaPower());
    for (int row = 0; row < shard.rows(); row++) {
      int level = firstLevel + random.nextInt(endLevel - firstLevel);
      int offset = row * spec.dimension();
      objective.prepare(batch, row, shard.values(), offset, level, noise, offset);
    }
    return batch;
  }
}
