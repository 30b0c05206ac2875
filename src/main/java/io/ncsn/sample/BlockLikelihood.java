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
    double[] numbers = plan.quantised() ? dequantised(batch.numbers()) : batch.numbers();
    Readable readable = Readable.of(numbers, scaler);
    double[][] densities = densities(readable, network);
    FarDensity far = new FarDensity(prior, scaler, schedule.smallest());
    List<Object[]> rows = new ArrayList<>();
    for (int row = 0; row < readable.places().length; row++) {
      int place = readable.places()[row];
      double[] found = place < 0 ? new double[0] : densities[place];
      boolean isFound = Double.isFinite(Arrays.stream(found).average().orElse(Double.NaN));
      double[] estimates = isFound ? found : far.of(numbers, row, estimates());
      Object[] columns = plan.columns(estimates, scaler.logScale());
      rows.add(plan.quantised() ? LikelihoodPlan.withBits(columns, 0, prior.dimension()) : columns);
    }
    return rows;
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

  /** Estimates of each row's log-density, in standardised units. */
  private double[][] densities(Readable rows, TrainedNetwork network) {
    int dimension = prior.dimension();
    int count = rows.count();
    if (count == 0) {
      return new double[0][];
    }
    if (plan.denoising()) {
      return byDenoising(rows, network);
    }
    ProbabilityFlow flow = new ProbabilityFlow(network, schedule, prior, plan.tolerance());
    if (plan.exact()) {
      return flow.logDensities(rows.units(), count, Traces.exact(count, dimension));
    }
    Traces traces = Traces.hutchinson(streams(rows), dimension, plan.probes());
    return flow.logDensities(rows.units(), count, traces);
  }

  private double[][] byDenoising(Readable rows, TrainedNetwork network) {
    int dimension = prior.dimension();
    ChannelLayout layout = new ChannelLayout(List.of(new ChannelGroup.Plain(dimension)));
    double[][] densities =
        new MixedDensity(network, layout, schedule, plan.probes())
            .estimates(rows.units(), streams(rows));
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

  private UniformRandomProvider[] streams(Readable rows) {
    int dimension = prior.dimension();
    UniformRandomProvider[] streams = new UniformRandomProvider[rows.count()];
    for (int i = 0; i < streams.length; i++) {
      float[] row = Arrays.copyOfRange(rows.units(), i * dimension, (i + 1) * dimension);
      streams[i] = Streams.of(plan.seed(), Purpose.LIKELIHOOD, Arrays.hashCode(row));
    }
    return streams;
  }
}
