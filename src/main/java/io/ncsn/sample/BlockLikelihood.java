package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.data.codec.Scaler;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Log-densities of batches of rows. A row's random numbers are keyed by its own values, so its
 * density does not depend on where it stands.
 */
record BlockLikelihood(NoiseSchedule schedule, Prior prior, Scaler scaler, LikelihoodPlan plan)
    implements RowColumns.Compute {
  /** Keeps a row's dequantisation apart from its probes. */
  static final long DEQUANTISATION = 1;

  /**
   * The mean of the estimates in data units; if they are estimates their error and number; of
   * dequantised values the bits per dimension.
   */
  @Override
  public List<Object[]> of(RowBlock batch, TrainedNetwork network) {
    return found(batch, network).columns();
  }

  /**
   * What is found of a batch.
   *
   * @param columns the values of each row
   * @param own for each row, whether it had steps of its own
   */
  record Found(List<Object[]> columns, List<Boolean> own) {}

  Found found(RowBlock batch, TrainedNetwork network) {
    double[] numbers = plan.quantised() ? dequantised(batch.numbers()) : batch.numbers();
    Readable readable = Readable.of(numbers, scaler);
    boolean[] own = new boolean[readable.count()];
    double[][] densities = densities(readable, network, own);
    FarDensity far = new FarDensity(prior, scaler, plan.sigma());
    List<Object[]> rows = new ArrayList<>();
    List<Boolean> owns = new ArrayList<>();
    for (int row = 0; row < readable.places().length; row++) {
      int place = readable.places()[row];
      double[] found = place < 0 ? new double[0] : densities[place];
      boolean isFound = Double.isFinite(Arrays.stream(found).average().orElse(Double.NaN));
      double[] estimates = isFound ? found : far.of(numbers, row, estimates());
      Object[] columns = plan.columns(estimates, scaler.logScale());
      rows.add(plan.quantised() ? LikelihoodPlan.withBits(columns, 0, prior.dimension()) : columns);
      owns.add(place >= 0 && own[place]);
    }
    return new Found(rows, owns);
  }

  private int estimates() {
    return plan.exact() ? 1 : plan.probes();
  }

  /**
   * Whole numbers spread evenly over half a level to both sides, so that E log p(x + u) is a lower
   * bound of log P(x) (Theis et al. 2016, §3.1); NaN where there is no grey level.
   */
  private double[] dequantised(double[] numbers) {
    int dimension = prior.dimension();
    double[] spread = new double[numbers.length];
    for (int from = 0; from < numbers.length; from += dimension) {
      int key = Arrays.hashCode(Arrays.copyOfRange(numbers, from, from + dimension));
      UniformRandomProvider random =
          Streams.of(plan.seed(), Purpose.LIKELIHOOD, key, DEQUANTISATION);
      for (int i = from; i < from + dimension; i++) {
        double value = numbers[i];
        boolean isLevel = value == Math.rint(value) && value >= 0 && value < plan.greyLevels();
        spread[i] = isLevel ? value + random.nextDouble() - 0.5 : Double.NaN;
      }
    }
    return spread;
  }

  /**
   * Estimates of each row's log-density, in standardised units.
   *
   * @param own gets which rows had steps of their own
   */
  private double[][] densities(Readable rows, TrainedNetwork network, boolean[] own) {
    int count = rows.count();
    if (count == 0) {
      return new double[0][];
    }
    if (plan.denoising()) {
      return byDenoising(rows, network);
    }
    return flow().of(rows.units(), count, network, own);
  }

  private FlowDensities flow() {
    return new FlowDensities(schedule, prior, plan);
  }

  private double[][] byDenoising(Readable rows, TrainedNetwork network) {
    int dimension = prior.dimension();
    ChannelLayout layout = new ChannelLayout(List.of(new ChannelGroup.Plain(dimension)));
    double[][] densities =
        new MixedDensity(network, layout, plan.range(schedule), plan.probes())
            .estimates(rows.units(), flow().streams(rows.units(), rows.count()));
    // The integral ends where rows are almost as good as noise, but of the prior's mean and
    // variance.
    Prior standard = Prior.standard(dimension);
    double end = schedule.largest();
    for (int i = 0; i < densities.length; i++) {
      double rest =
          prior.meanLogDensity(rows.units(), i * dimension, end)
              - standard.meanLogDensity(rows.units(), i * dimension, end);
      for (int k = 0; k < densities[i].length; k++) {
        densities[i][k] += rest;
      }
    }
    return densities;
  }
}
