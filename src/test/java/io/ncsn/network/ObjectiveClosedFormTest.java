package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.NetworkSettings.KernelChoice;
import io.ncsn.config.NetworkSettings.Kind;
import io.ncsn.config.ObjectiveKind;
import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each loss against its value in closed form, without training: an unconditional network that gives
 * nothing yet is E(x) = ½‖x‖² + d/2·log 2π, s(x) = −x: the density N(0, I).
 */
class ObjectiveClosedFormTest {
  private static final int DIMENSION = 3;
  private static final int ROWS = 40_000;

  /** ½‖x‖² − d of each row, and in expectation −d/2. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void explicitIsHalfTheSquaredNormMinusTheDimension(Kind kind) {
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    double loss = loss(ObjectiveKind.EXPLICIT, kind, rows);
    assertThat(loss).isCloseTo(meanSquare(rows) / 2 - DIMENSION, within(1e-4));
    assertThat(loss).isCloseTo(-DIMENSION / 2.0, within(0.03));
  }

  /** With v of signs, vᵀv = d: no variance is left of the derivative of s = −x. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void slicedOfReducedVarianceIsExplicitForALinearScore(Kind kind) {
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    assertThat(loss(ObjectiveKind.SLICED_VR, kind, rows))
        .isCloseTo(loss(ObjectiveKind.EXPLICIT, kind, rows), within(1e-4));
  }

  /** ½(vᵀx)² − d: its standard deviation is below 5, so that of the mean below 0.03. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void slicedIsExplicitInExpectation(Kind kind) {
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    assertThat(loss(ObjectiveKind.SLICED, kind, rows))
        .isCloseTo(loss(ObjectiveKind.EXPLICIT, kind, rows), within(0.06));
  }

  /**
   * Rows of variance 1 − σ² are N(0, I) when noised, so the network's score is exact: the loss that
   * is left is d/2·(1 − σ²)/σ².
   */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void denoisingLeavesTheVarianceOfTheNoiseGivenTheRow(Kind kind) {
    double variance = Losses.SIGMA * Losses.SIGMA;
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1 - variance);
    assertThat(loss(ObjectiveKind.DENOISING, kind, rows))
        .isCloseTo(DIMENSION / 2.0 * (1 - variance) / variance, within(0.08));
  }

  /**
   * Of N(0, I) rows edm's first score is exact at each level: σ²-weighted, d/2/(1 + σ²) is left.
   */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void multiScaleLeavesTheVarianceOfTheNoiseGivenTheRowAtEachLevel(Kind kind) {
    float[] rows = Losses.normalRows(ROWS, DIMENSION, 1);
    double expected =
        Arrays.stream(Losses.SCHEDULE.levels())
            .map(sigma -> DIMENSION / 2.0 / (1 + sigma * sigma))
            .average()
            .orElseThrow();
    assertThat(loss(ObjectiveKind.MULTI_SCALE, kind, rows)).isCloseTo(expected, within(0.02));
  }

  /** With q = p every ratio is 1/ν: log(1 + ν) + ν·log(1 + 1/ν), row by row. */
  @Test
  void noiseContrastiveEstimationOfTheNoiseItselfIsAConstant() {
    double nu = Losses.NOISE_POINTS;
    float[] rows = Losses.normalRows(500, DIMENSION, 1.7);
    assertThat(loss(ObjectiveKind.NCE, Kind.ENERGY, rows))
        .isCloseTo(Math.log(1 + nu) + nu * Math.log(1 + 1 / nu), within(1e-5));
  }

  /** −∫p log h − ν∫q log(1 − h) by quadrature, for p = N(0, 1) and q = N(0, 4). */
  @Test
  void noiseContrastiveEstimationIsItsIntegral() {
    double nu = Losses.NOISE_POINTS;
    NetworkSpec spec = Losses.spec(ObjectiveKind.NCE, Kind.ENERGY, 1, 4);
    Objective objective = Losses.objective(ObjectiveKind.NCE, 0, spec, Losses.gaussian(1, 4));
    UnivariateFunction integrand =
        x -> {
          double p = normal(x, 1);
          double q = normal(x, 4);
          return -p * Math.log(p / (p + nu * q)) - nu * q * Math.log(nu * q / (p + nu * q));
        };
    double expected = new SimpsonIntegrator().integrate(1_000_000, integrand, -14, 14);
    assertThat(Losses.fresh(objective, spec, Losses.normalRows(ROWS, 1, 1)))
        .isCloseTo(expected, within(0.015));
  }

  /**
   * x⁻ of x⁺ ~ N(0, v) has the variance (1 − α)²ᵏ(v − b) + b, b = 2/(2 − α) (the recursion of
   * NCSNv2's Technique 4), so E(x⁺) − E(x⁻) is half the difference of the variances.
   */
  @Test
  void contrastiveDivergenceIsTheEnergyThatLangevinStepsTakeAway() {
    double alpha = Losses.LANGEVIN_STEP_SIZE;
    double b = 2 / (2 - alpha);
    double reached = Math.pow(1 - alpha, 2 * Losses.LANGEVIN_STEPS) * (4 - b) + b;
    assertThat(
            loss(
                ObjectiveKind.CONTRASTIVE_DIVERGENCE,
                Kind.ENERGY,
                Losses.normalRows(ROWS, DIMENSION, 4)))
        .isCloseTo(DIMENSION / 2.0 * (4 - reached), within(0.08));
  }

  /** Where the model is the data, the gradients of nce and contrastive divergence vanish. */
  @ParameterizedTest
  @EnumSource(
      value = ObjectiveKind.class,
      names = {"NCE", "CONTRASTIVE_DIVERGENCE"})
  void theGradientVanishesWhereTheModelIsTheData(ObjectiveKind kind) {
    double atTruth = gradientNorm(kind, 1);
    double elsewhere = gradientNorm(kind, 0.25);
    assertThat(atTruth).isLessThan(0.03);
    assertThat(elsewhere).isGreaterThan(5 * atTruth);
  }

  /**
   * By steps of 0.2, Langevin dynamics itself would leave N(0, I); rows are of its own stationary
   * variance 2/(2 − α) there.
   */
  private static double gradientNorm(ObjectiveKind kind, double variance) {
    double stationary =
        kind == ObjectiveKind.CONTRASTIVE_DIVERGENCE ? 2 / (2 - Losses.LANGEVIN_STEP_SIZE) : 1;
    NetworkSpec spec = Losses.spec(kind, Kind.ENERGY, 2, 16);
    ScoreModel model = ScoreModel.initialised(spec, Losses.SEED);
    Objective objective = Losses.objective(kind, 0, spec, Losses.gaussian(2, 2));
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      float[] rows = Losses.normalRows(ROWS, 2, stationary * variance);
      objective.lossAndGradient(kernel, rows, ROWS, Losses.draws());
      return KernelTest.norm(FlatVectors.copy(model.gradient()));
    }
  }

  private static double loss(ObjectiveKind objective, Kind kind, float[] rows) {
    NetworkSpec spec = Losses.spec(objective, kind, DIMENSION, 8);
    return Losses.fresh(Losses.objective(objective, spec), spec, rows);
  }

  private static double normal(double x, double variance) {
    return Math.exp(-x * x / variance / 2) / Math.sqrt(2 * Math.PI * variance);
  }

  private static double meanSquare(float[] rows) {
    double sum = 0;
    for (float x : rows) {
      sum += x * x;
    }
    return sum / rows.length * DIMENSION;
  }
}
