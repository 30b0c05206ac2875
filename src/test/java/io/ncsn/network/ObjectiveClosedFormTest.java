package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.integration.SimpsonIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each loss against its value in closed form, without training: an unconditional network that gives
 * nothing yet is E(x) = ½‖x‖² + d/2·log 2π, s(x) = −x: the density N(0, I).
 */
class ObjectiveClosedFormTest {
  private static final int DIMENSION = 3;
  private static final int ROWS = 40_000;

  static Stream<Arguments> objectivesAndNetworks() {
    return Stream.of(ObjectiveKind.values())
        .flatMap(
            objective ->
                Stream.of(Kind.values())
                    .filter(kind -> kind == Kind.ENERGY || !objective.needsEnergy())
                    .map(kind -> arguments(objective, kind)));
  }

  /** Within four standard errors of 40,000 rows. */
  @ParameterizedTest
  @MethodSource("objectivesAndNetworks")
  void theLossIsItsClosedForm(ObjectiveKind objective, Kind kind) {
    Check check = check(objective, kind);
    assertThat(check.loss())
        .as("seed %d", Losses.SEED)
        .isCloseTo(check.closedForm(), within(check.tolerance()));
  }

  /**
   * A loss and its expectation.
   *
   * @param tolerance four standard errors, rounded up
   */
  record Check(double loss, double closedForm, double tolerance) {}

  static Check check(ObjectiveKind objective, Kind kind) {
    double sigma2 = Losses.SIGMA * Losses.SIGMA;
    double half = DIMENSION / 2.0;
    return switch (objective) {
      // ½‖x‖² − d for x ~ N(0, I), whose trace is exact
      case EXPLICIT, SLICED_VR -> check(objective, kind, 1, -half, 0.025);
      // ½(vᵀx)² − d
      case SLICED -> check(objective, kind, 1, -half, 0.04);
      // Rows of variance 1 − σ² are N(0, I) when noised: the variance of z/σ given x̃ is left
      case DENOISING -> check(objective, kind, 1 - sigma2, half * (1 - sigma2) / sigma2, 0.08);
      // Of N(0, I) rows edm's first score is exact at each level: σ²-weighted, 1/(1 + σ²) is left
      case MULTI_SCALE ->
          check(
              objective,
              kind,
              1,
              Arrays.stream(Losses.SCHEDULE.levels())
                  .map(sigma -> half / (1 + sigma * sigma))
                  .average()
                  .orElseThrow(),
              0.02);
      // With q = p every ratio is 1/ν
      case NCE -> check(objective, kind, 1.7, noiseOfItself(), 1e-5);
      // x⁻ of x⁺ ~ N(0, v) has variance (1 − α)²ᵏ(v − b) + b, b = 2/(2 − α) (Technique 4)
      case CONTRASTIVE_DIVERGENCE -> {
        double b = 2 / (2 - Losses.LANGEVIN_STEP_SIZE);
        double decay = Math.pow(1 - Losses.LANGEVIN_STEP_SIZE, 2 * Losses.LANGEVIN_STEPS);
        yield check(objective, kind, 4, half * (4 - (decay * (4 - b) + b)), 0.08);
      }
    };
  }

  private static Check check(
      ObjectiveKind objective, Kind kind, double variance, double expected, double tolerance) {
    float[] rows = Losses.normalRows(ROWS, DIMENSION, variance);
    return new Check(loss(objective, kind, rows), expected, tolerance);
  }

  private static double noiseOfItself() {
    double nu = Losses.NOISE_POINTS;
    return Math.log(1 + nu) + nu * Math.log(1 + 1 / nu);
  }

  /** ½‖x‖² − d row by row; with v of signs vᵀv = d, so no variance is left of the derivative. */
  @ParameterizedTest
  @EnumSource(
      value = ObjectiveKind.class,
      names = {"EXPLICIT", "SLICED_VR"})
  void theTraceOfALinearScoreIsExact(ObjectiveKind objective) {
    float[] rows = Losses.normalRows(500, DIMENSION, 1.7);
    assertThat(loss(objective, Kind.SCORE, rows))
        .isCloseTo(meanSquare(rows) / 2 - DIMENSION, within(1e-5));
  }

  /** −∫p log h − ν∫q log(1 − h) by quadrature, for p = N(0, 1) and q = N(0, 4). */
  @Test
  void noiseContrastiveEstimationIsItsIntegral() {
    double nu = Losses.NOISE_POINTS;
    NetworkSpec spec = Losses.spec(ObjectiveKind.NCE, Kind.ENERGY, 1, 4);
    MinibatchLoss objective = Losses.objective(ObjectiveKind.NCE, 0, spec, Losses.gaussian(1, 4));
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
    MinibatchLoss objective = Losses.objective(kind, 0, spec, Losses.gaussian(2, 2));
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      float[] rows = Losses.normalRows(ROWS, 2, stationary * variance);
      objective.lossAndGradient(kernel, rows, ROWS, Losses.draws());
      return KernelCases.norm(FlatVectors.copy(model.gradient()));
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
