package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import io.ncsn.noise.Techniques;
import io.ncsn.truth.EmpiricalMixture;
import io.ncsn.truth.GaussianMixture;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;

/** Langevin dynamics, annealed and not, where the outcome is known in closed form. */
class LangevinTest {
  private static final long SEED = 11;

  /**
   * With the score −A(x − μ), A = (Σ + σ²I)⁻¹, Langevin dynamics with step ε rests at the mean μ
   * and the covariance (A − εA²/2)⁻¹.
   */
  @Test
  void langevinRestsAtTheGaussiansMeanAndTheStepsCovariance() {
    double[] mean = {0.5, -1};
    RealMatrix covariance = MatrixUtils.createRealMatrix(new double[][] {{1, 0.6}, {0.6, 0.8}});
    var gaussian = GaussianMixture.gaussian(mean, covariance.getData());
    NoiseSchedule levels = new NoiseSchedule(ScheduleKind.GEOMETRIC, new double[] {0.2});
    double step = 0.15;
    int chains = 40_000;
    float[][] atRest = new float[1][];
    new SamplingPlan(new Langevin(200, 1, step), levels)
        .sampler(gaussian.scoreFunction(), Prior.standard(2))
        .sample(
            Streams.of(SEED, Purpose.SAMPLING),
            chains,
            (sigma, rows) -> {
              if (sigma > 0) {
                atRest[0] = rows.clone();
              }
            });

    RealMatrix noised =
        covariance.add(MatrixUtils.createRealIdentityMatrix(2).scalarMultiply(0.04));
    RealMatrix a = MatrixUtils.inverse(noised);
    RealMatrix expected = MatrixUtils.inverse(a.subtract(a.multiply(a).scalarMultiply(step / 2)));
    double[][] rows = new double[chains][2];
    double[] sum = new double[2];
    for (int i = 0; i < 2 * chains; i++) {
      rows[i / 2][i % 2] = atRest[0][i];
      sum[i % 2] += atRest[0][i];
    }
    RealMatrix found = new Covariance(rows).getCovarianceMatrix();
    for (int i = 0; i < 2; i++) {
      double error = Math.sqrt(expected.getEntry(i, i) / chains);
      assertThat(sum[i] / chains).as("mean, seed %d", SEED).isCloseTo(mean[i], within(4 * error));
      for (int j = 0; j < 2; j++) {
        // variance of a sample covariance of normals: (c_ii·c_jj + c_ij²)/n
        double c = expected.getEntry(i, j);
        double spread = expected.getEntry(i, i) * expected.getEntry(j, j) + c * c;
        assertThat(found.getEntry(i, j))
            .as("covariance, seed %d", SEED)
            .isCloseTo(c, within(4 * Math.sqrt(spread / chains)));
      }
    }
  }

  /** Song and Ermon 2019, §3.2 and figure 3: the reason for noise levels. */
  @Test
  void annealedLangevinRecoversTheWeightsOfFarModesAndPlainLangevinDoesNot() {
    double[][] unit = {{1, 0}, {0, 1}};
    var mixture =
        GaussianMixture.of(
                new double[] {0.8, 0.2},
                new double[][] {{5, 5}, {-5, -5}},
                new double[][][] {unit, unit})
            .standardised(new double[] {3, 3}, new double[] {Math.sqrt(17), Math.sqrt(17)});
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 6, 0.05, 100);
    int chains = 5_000;
    double annealed =
        shareAtFirstMode(
            new SamplingPlan(new AnnealedLangevin(15, 2.5e-4), levels)
                .sampler(mixture.scoreFunction(), Prior.standard(2)),
            chains);
    double plain =
        shareAtFirstMode(
            new SamplingPlan(new Langevin(300, 1, 0.003), levels)
                .sampler(mixture.scoreFunction(), Prior.standard(2)),
            chains);
    assertThat(annealed).as("annealed, seed %d", SEED).isCloseTo(0.8, within(0.02));
    assertThat(plain).as("plain, seed %d", SEED).isNotCloseTo(0.8, within(0.03));
  }

  private static double shareAtFirstMode(ChainSampler sampler, int chains) {
    float[] rows = sampler.sample(Streams.of(SEED, Purpose.SAMPLING), chains);
    int count = 0;
    for (int i = 0; i < rows.length; i += 2) {
      count += rows[i] + rows[i + 1] > -6 / Math.sqrt(17) ? 1 : 0; // between the modes
    }
    return (double) count / chains;
  }

  /**
   * Data at one point: the score is −x/σ² at each level, and the chains' variance goes as NCSNv2's
   * Technique 4 has it, s² ← (1 − a)²ᵀ(s² − bσ²) + bσ² with a = ε/σ_L², b = 2a/(1 − (1 − a)²).
   */
  @Test
  void theVarianceOfNoisedPointsFollowsTechnique4() {
    NoiseSchedule levels = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 8, 0.5, 6);
    double a = 0.3;
    int perLevel = 4;
    int chains = 40_000;
    List<Double> found = new ArrayList<>();
    ScoreFunction point = new EmpiricalMixture(new double[][] {{0}}).scoreFunction();
    new SamplingPlan(new AnnealedLangevin(perLevel, a * 0.25), levels)
        .sampler(point, new Prior(new float[1], 0))
        .sample(
            Streams.of(SEED, Purpose.SAMPLING), chains, (sigma, rows) -> found.add(variance(rows)));
    double b = 2 * a / (1 - (1 - a) * (1 - a));
    double variance = 64;
    for (int level = 0; level < levels.size(); level++) {
      double square = levels.sigma(level) * levels.sigma(level);
      double entered = variance;
      variance = Math.pow(1 - a, 2 * perLevel) * (variance - b * square) + b * square;
      assertThat(found.get((level + 1) * perLevel))
          .as("level %d, seed %d", level, SEED)
          .isCloseTo(variance, within(4 * variance * Math.sqrt(2.0 / chains)));
      assertThat(Techniques.varianceRatio(Math.sqrt(entered / square), perLevel, a))
          .isCloseTo(variance / square, within(1e-9));
    }
  }

  private static double variance(float[] rows) {
    double squares = 0;
    for (float x : rows) {
      squares += x * x;
    }
    return squares / rows.length;
  }
}
