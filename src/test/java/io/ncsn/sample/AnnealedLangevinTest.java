package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.ColumnRanges;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;

/**
 * Annealed Langevin dynamics where all is known: an EDM network of zero parameters has the exact
 * score of N(0, 1) data, −x/(1 + σ²), and under a linear score the variance of the chains follows a
 * recursion.
 */
class AnnealedLangevinTest {
  private static final long SEED = 5;
  private static final int CHAINS = 20_000;

  @Test
  void theVarianceOfTheChainsFollowsTheRecursionLevelByLevel() {
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 4, 0.3, 5);
    List<Double> found = new ArrayList<>();
    sample(schedule, (sigma, rows) -> found.add(variance(rows)));

    double variance = 1 + 4.0 * 4.0;
    assertVariance(found.remove(0), variance, "at the beginning");
    for (int level = 0; level < schedule.size(); level++) {
      double sigma = schedule.sigma(level);
      double alpha = 0.02 * sigma * sigma / (0.3 * 0.3);
      for (int step = 0; step < 3; step++) {
        variance = Math.pow(1 - alpha / (1 + sigma * sigma), 2) * variance + 2 * alpha;
        assertVariance(found.remove(0), variance, "after level " + level + ", step " + step);
      }
    }
    variance *= Math.pow(1 - 0.3 * 0.3 / (1 + 0.3 * 0.3), 2);
    assertVariance(found.remove(0), variance, "after denoising");
  }

  /**
   * σ = 2, row 3, score −3: denoised to 3 − 12 = −9, clipped to −1, so the score becomes (−1 − 3)/4
   * = −1.
   */
  @Test
  void scoresThatDenoiseOutOfTheDatasRangeAreShortenedToItsEdge() {
    DenoisedClip clip =
        DenoisedClip.to(ColumnRanges.standard(new float[] {-1, -1}, new float[] {1, 1}));
    float[] scores = {-3, 1, -0.75f, -0.5f};
    clip.apply(new float[] {3, 3, 3, 1}, scores, 2);
    assertThat(scores).containsExactly(-1, -0.5f, -0.75f, -0.5f);
  }

  @Test
  void aBlockIsAFunctionOfItsStreamAlone() {
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 4, 0.3, 5);
    float[] first = sample(schedule, (sigma, rows) -> {});
    assertThat(sample(schedule, (sigma, rows) -> {})).isEqualTo(first);
  }

  private static float[] sample(NoiseSchedule schedule, ChainSampler.Observer observer) {
    NetworkSpec spec = new NetworkSpec(1, List.of(4), Form.EDM);
    float[] zero = new float[spec.parameters()];
    try (ScoreNetwork network = new ScoreNetwork(spec, zero, KernelChoice.LIBTORCH)) {
      return new SamplingPlan(new AnnealedLangevin(3, 0.02), schedule)
          .sampler(network, Prior.standard(1))
          .sample(Streams.of(SEED, Purpose.SAMPLING), CHAINS, observer);
    }
  }

  private static double variance(float[] rows) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i];
    }
    return new Variance().evaluate(values);
  }

  /** Within four standard errors of a normal sample's variance, v·√(2/n). */
  private static void assertVariance(double found, double expected, String when) {
    assertThat(found)
        .as("variance %s, seed %d", when, SEED)
        .isCloseTo(expected, within(4 * expected * Math.sqrt(2.0 / CHAINS)));
  }
}
