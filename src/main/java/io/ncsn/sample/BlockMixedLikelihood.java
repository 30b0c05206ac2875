package io.ncsn.sample;

import io.ncsn.data.codec.RowCodec;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Log-probabilities of batches of mixed rows: those of {@link MixedDensity}, and the shares of the
 * distribution that the row's numbers own. A row's random numbers are keyed by its own values, so
 * its result does not depend on where it stands.
 */
record BlockMixedLikelihood(NoiseSchedule schedule, RowCodec codec, LikelihoodPlan plan)
    implements RowColumns.Compute {
  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    int width = codec.width();
    float[] stored = new float[batch.numbers().length];
    List<UniformRandomProvider> streams = new ArrayList<>();
    int[] places = new int[batch.rows()];
    for (int row = 0; row < places.length; row++) {
      double[] values = Arrays.copyOfRange(batch.numbers(), row * width, (row + 1) * width);
      boolean known = Arrays.stream(values).allMatch(Double::isFinite);
      places[row] = known ? streams.size() : -1;
      if (known) {
        for (int j = 0; j < width; j++) {
          stored[streams.size() * width + j] = (float) values[j];
        }
        streams.add(Streams.of(plan.seed(), Purpose.LIKELIHOOD, Arrays.hashCode(values)));
      }
    }
    double[][] estimates = estimates((MixedScoreNetwork) network, stored, streams);
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < places.length; row++) {
      double logShare = codec.logShare(batch.numbers(), row * width);
      if (places[row] >= 0 && logShare == Double.NEGATIVE_INFINITY) {
        rows.add(plan.impossible());
      } else {
        double[] found = places[row] < 0 ? new double[0] : estimates[places[row]];
        rows.add(plan.columns(found, -logShare));
      }
    }
    return rows;
  }

  private double[][] estimates(
      MixedScoreNetwork network, float[] stored, List<UniformRandomProvider> streams) {
    if (streams.isEmpty()) {
      return new double[0][];
    }
    float[] rows = Arrays.copyOf(stored, streams.size() * codec.width());
    return new MixedDensity(network, network.spec().layout(), schedule, plan.probes())
        .estimates(rows, streams.toArray(UniformRandomProvider[]::new));
  }
}
