package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/**
 * Densities of an untouched network, whose columns are independent, and of known joint
 * distributions.
 */
class MixedDensityTest {
  private static final double SMALLEST = 0.05;
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 80, SMALLEST, 2);
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(
          List.of(
              new Codes(new double[] {0.2, 0.5, 0.3}),
              new Spread(2, 0),
              new Codes(new double[] {0.9, 0.1}),
              new Plain(1)));

  private static double[][] estimates(int probes, float... stored) {
    MixedSpec spec = new MixedSpec(LAYOUT, List.of(5), false, true);
    float[] parameters = spec.initialParameters(3);
    UniformRandomProvider[] streams =
        new UniformRandomProvider[stored.length / LAYOUT.storedWidth()];
    Arrays.setAll(streams, row -> Streams.of(53, Purpose.LIKELIHOOD, row));
    try (MixedScoreNetwork network =
        new MixedScoreNetwork(spec, parameters, KernelPlan.here(KernelChoice.AUTO))) {
      return new MixedDensity(network, LAYOUT, SCHEDULE, probes).estimates(stored, streams);
    }
  }

  private static double[] densities(int probes, float... stored) {
    return Arrays.stream(estimates(probes, stored)).mapToDouble(StatUtils::mean).toArray();
  }

  private static double normal(double x) {
    return -(x * x + Math.log(2 * Math.PI)) / 2;
  }

  @Test
  void independentColumnsHaveTheProductOfTheirProbabilities() {
    float u = 0.8f;
    double[] found = densities(1, 0, u, u, 0, 1.5f, 1, u, u, 1, -0.3f, 2, 0, 1, 1, 0);
    assertThat(found[0])
        .as("a spread number is uniform")
        .isCloseTo(Math.log(0.2) + Math.log(0.9) + normal(1.5), within(1e-3));
    assertThat(found[1])
        .as("the number does not apply")
        .isCloseTo(Math.log(0.5) + Math.log(0.1) + normal(-0.3), within(1e-3));
    assertThat(found[2]).isCloseTo(Math.log(0.3) + Math.log(0.1) + normal(0), within(1e-3));
  }

  @Test
  void rowsWithUnknownCellsHaveNoDensity() {
    float nan = Float.NaN;
    double[] found = densities(2, nan, 0.5f, 0.5f, 0, 0, 1, nan, nan, 0, 0, 1, 0, 1, 1, nan);
    assertThat(found).containsOnly(Double.NaN);
  }

  /** Two categories of three and two levels, of which the six pairs have these probabilities. */
  private static final double[][] PAIRS = {{0.31, 0.02}, {0.05, 0.27}, {0.15, 0.2}};

  @Test
  void dependentCategoriesHaveTheProbabilitiesOfTheirPairs() {
    ChannelLayout layout =
        new ChannelLayout(
            List.of(
                new Codes(Arrays.stream(PAIRS).mapToDouble(pair -> pair[0] + pair[1]).toArray()),
                new Codes(new double[] {0.51, 0.49})));
    float[] stored = new float[12];
    for (int pair = 0; pair < 6; pair++) {
      stored[2 * pair] = Math.floorDiv(pair, 2);
      stored[2 * pair + 1] = pair % 2;
    }
    double[][] found = known(MixedDensityTest::scoreOfPairs, layout, stored);
    for (int pair = 0; pair < 6; pair++) {
      assertCloseTo(found[pair], Math.log(PAIRS[pair / 2][pair % 2]), 0.08);
    }
  }

  /** (E[code | x̃] − x̃)/σ², by going through all pairs. */
  private static void scoreOfPairs(float[] rows, int count, double sigma, float[] scores) {
    for (int from = 0; from < 5 * count; from += 5) {
      double[] mean = new double[5];
      double sum = 0;
      for (int pair = 0; pair < 6; pair++) {
        double distance = 0;
        for (int j = 0; j < 5; j++) {
          double apart = rows[from + j] - (j == pair / 2 || j == 3 + pair % 2 ? 1 : 0);
          distance += apart * apart;
        }
        double weight =
            PAIRS[pair / 2][pair % 2] * Math.exp(-distance / (2 * sigma * sigma) + 1 / sigma);
        mean[pair / 2] += weight;
        mean[3 + pair % 2] += weight;
        sum += weight;
      }
      for (int j = 0; j < 5; j++) {
        scores[from + j] = (float) ((mean[j] / sum - rows[from + j]) / (sigma * sigma));
      }
    }
  }

  @Test
  void correlatedNumbersHaveTheirJointDensity() {
    double rho = 0.83;
    ScoreFunction score =
        (rows, count, sigma, scores) -> {
          double own = 1 + sigma * sigma;
          double determinant = own * own - rho * rho;
          for (int i = 0; i < 2 * count; i += 2) {
            scores[i] = (float) ((rho * rows[i + 1] - own * rows[i]) / determinant);
            scores[i + 1] = (float) ((rho * rows[i] - own * rows[i + 1]) / determinant);
          }
        };
    float[] stored = {0.3f, 0.4f, -1.7f, 1.1f, 2.2f, 2.1f};
    double[][] found = known(score, new ChannelLayout(List.of(new Plain(2))), stored);
    for (int row = 0; row < 3; row++) {
      double x = stored[2 * row];
      double y = stored[2 * row + 1];
      double rest = 1 - rho * rho;
      double square = (x * x - 2 * rho * x * y + y * y) / rest;
      assertCloseTo(found[row], -square / 2 - Math.log(2 * Math.PI * Math.sqrt(rest)), 0.08);
    }
  }

  /** The share of rows that have the number, and its correlation with the other number. */
  private static final double HAS = 0.6;

  private static final double RHO = 0.9;

  @Test
  void aNumberThatManyRowsLackHasTheDensityOfTheRowsThatHaveIt() {
    ChannelLayout layout =
        new ChannelLayout(
            List.of(new Codes(new double[] {1 - HAS, HAS}), new Spread(0, 1), new Plain(1)));
    float u = 0.9f; // z = 1.2816
    float[] stored = {0, 0, 1, 1.3f, 1, u, u, 1.3f, 1, u, u, -0.4f};
    double[][] found = known(MixedDensityTest::scoreOfRowsThatMayLackANumber, layout, stored);
    assertCloseTo(found[0], Math.log(1 - HAS) + normal(1.3), 0.08);
    for (int row = 1; row < 3; row++) {
      double y = stored[4 * row + 3];
      double z = 1.2815515;
      double rest = 1 - RHO * RHO;
      double given = -(z - RHO * y) * (z - RHO * y) / rest / 2 - Math.log(2 * Math.PI * rest) / 2;
      assertCloseTo(found[row], Math.log(HAS) + normal(y) + given - normal(z), 0.08);
    }
  }

  /** Channels: the code of whether the number is there, the number or noise, and another number. */
  private static void scoreOfRowsThatMayLackANumber(
      float[] rows, int count, double sigma, float[] scores) {
    double variance = sigma * sigma;
    double own = 1 + variance;
    for (int at = 0; at < 4 * count; at += 4) {
      double z = rows[at + 2];
      double y = rows[at + 3];
      double[] logWeights = new double[2];
      double[][] slopes = new double[2][];
      for (int has = 0; has < 2; has++) {
        double rho = has * RHO;
        double determinant = own * own - rho * rho;
        slopes[has] =
            new double[] {(rho * y - own * z) / determinant, (rho * z - own * y) / determinant};
        logWeights[has] =
            Math.log(has == 1 ? HAS : 1 - HAS)
                + rows[at + has] / variance
                - Math.log(determinant) / 2
                + (z * slopes[has][0] + y * slopes[has][1]) / 2;
      }
      double has = 1 / (1 + Math.exp(logWeights[0] - logWeights[1]));
      scores[at] = (float) ((1 - has - rows[at]) / variance);
      scores[at + 1] = (float) ((has - rows[at + 1]) / variance);
      scores[at + 2] = (float) ((1 - has) * slopes[0][0] + has * slopes[1][0]);
      scores[at + 3] = (float) ((1 - has) * slopes[0][1] + has * slopes[1][1]);
    }
  }

  private static double[][] known(ScoreFunction score, ChannelLayout layout, float[] stored) {
    UniformRandomProvider[] streams =
        new UniformRandomProvider[stored.length / layout.storedWidth()];
    Arrays.setAll(streams, row -> Streams.of(71, Purpose.LIKELIHOOD, row));
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 80, 0.01, 2);
    return new MixedDensity(score, layout, schedule, 997).estimates(stored, streams);
  }

  /**
   * Checks the mean of estimates.
   *
   * @param most greatest standard error that it may have
   */
  private static void assertCloseTo(double[] estimates, double expected, double most) {
    double error = Math.sqrt(StatUtils.variance(estimates) / estimates.length);
    assertThat(error).isLessThan(most);
    assertThat(StatUtils.mean(estimates)).isCloseTo(expected, within(4 * error + 0.005));
  }
}
