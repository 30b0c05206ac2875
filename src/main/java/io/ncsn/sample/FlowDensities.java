package io.ncsn.sample;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Log-densities of rows by the probability flow, in the steps that a plan has. A row's random
 * numbers are keyed by its own values.
 *
 * @param schedule its greatest noise level is that at which the flow ends
 */
record FlowDensities(NoiseSchedule schedule, Prior prior, LikelihoodPlan plan) {
  private static final int PADDING = 4;

  /** Steps of doubtful rows before each gets its own: this many times as many. */
  private static final int SHORTER = 4;

  /**
   * Returns estimates of each row's log-density, in nats and standardised units: [count][1] with
   * exact traces, or else [count][probes].
   *
   * @param units row-major [count, dimension]
   * @param own gets which rows had steps of their own, [count]
   */
  double[][] of(float[] units, int count, DifferentiableScore score, boolean[] own) {
    if (!plan.isStepped()) {
      Arrays.fill(own, true);
      return inOwnSteps(units, count, score);
    }
    SteppedFlow.Densities found = inSteps(units, count, plan.steps(), score);
    System.arraycopy(found.doubtful(), 0, own, 0, count);
    found.add(plan.correction());
    mend(
        units,
        found,
        some -> {
          int length = some.length / prior.dimension();
          SteppedFlow.Densities shorter = inSteps(some, length, SHORTER * plan.steps(), score);
          mend(some, shorter, stiff -> inOwnSteps(stiff, stiff.length / prior.dimension(), score));
          return shorter.values();
        });
    return found.values();
  }

  private SteppedFlow.Densities inSteps(
      float[] units, int count, int steps, DifferentiableScore score) {
    return new SteppedFlow(score, prior, plan.sigma(), schedule.largest(), steps, plan.centre())
        .logDensities(units, count, traces(units, count));
  }

  /** Finds the densities of doubtful rows again, by {@code better}. */
  private void mend(
      float[] units, SteppedFlow.Densities found, Function<float[], double[][]> better) {
    int dimension = prior.dimension();
    int[] doubtful =
        IntStream.range(0, found.values().length).filter(row -> found.doubtful()[row]).toArray();
    if (doubtful.length == 0) {
      return;
    }
    // Networks keep memory for each number of rows that they have met, so let these be few.
    int count = (doubtful.length + PADDING - 1) / PADDING * PADDING;
    float[] again = new float[count * dimension];
    for (int i = 0; i < count; i++) {
      int row = doubtful[Math.min(i, doubtful.length - 1)];
      System.arraycopy(units, row * dimension, again, i * dimension, dimension);
    }
    double[][] densities = better.apply(again);
    for (int i = 0; i < doubtful.length; i++) {
      found.values()[doubtful[i]] = densities[i];
    }
  }

  private double[][] inOwnSteps(float[] units, int count, DifferentiableScore score) {
    return new ProbabilityFlow(score, plan.range(schedule), prior, plan.tolerance())
        .logDensities(units, count, traces(units, count));
  }

  private Traces traces(float[] units, int count) {
    int dimension = prior.dimension();
    return plan.exact()
        ? Traces.exact(count, dimension)
        : Traces.hutchinson(streams(units, count), dimension, plan.probes());
  }

  /** Returns a stream for each row. */
  UniformRandomProvider[] streams(float[] units, int count) {
    int dimension = prior.dimension();
    UniformRandomProvider[] streams = new UniformRandomProvider[count];
    for (int i = 0; i < streams.length; i++) {
      float[] row = Arrays.copyOfRange(units, i * dimension, (i + 1) * dimension);
      streams[i] = Streams.of(plan.seed(), Purpose.LIKELIHOOD, Arrays.hashCode(row));
    }
    return streams;
  }
}
