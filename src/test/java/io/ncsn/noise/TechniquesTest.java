package io.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden tables of NCSNv2's Techniques 2 and 4, and the equations they stand for. */
class TechniquesTest {
  @ParameterizedTest
  @CsvSource({
    "50, .01, 232, 5, 1.037559, 6.184e-6, 1.05547",
    "90, .01, 500, 5, 1.018414, 3.337e-6, 1.03135",
    "190, .01, 1086, 3, 1.009122, 1.768e-6, 1.01737",
    "348, .01, 2311, 3, 1.004537, 8.932e-7, 1.00885",
    "10, .01, 50, 5, 1.151395, 1.612e-5, 1.12871"
  })
  void stepSizeMatchesTheGoldenTable(
      double begin, double end, int levels, int steps, double gamma, double epsilon, double ratio) {
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, begin, end, levels);
    double stepSize = Techniques.stepSize(schedule, steps);
    assertThat(schedule.ratio()).isCloseTo(gamma, within(5e-7));
    assertThat(stepSize).isCloseTo(epsilon, within(5e-4 * epsilon));
    assertThat(Techniques.varianceRatio(schedule.ratio(), steps, stepSize / (end * end)))
        .isCloseTo(ratio, within(5e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 19.486833, 4",
    "8, 4, 6",
    "16, 2.129155, 11",
    "64, 1.360850, 24",
    "784, 1.081972, 89",
    "3072, 1.039796, 179"
  })
  void levelsMatchTheGoldenTable(int dimension, double gamma, int levels) {
    assertThat(Techniques.levelRatio(dimension)).isCloseTo(gamma, within(5e-7));
    assertThat(Techniques.levelCount(dimension, 1000, 1)).isEqualTo(levels);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 8, 16, 64, 784, 3072})
  void levelRatioSolvesTheEquationOfTechnique2(int dimension) {
    double gamma = Techniques.levelRatio(dimension);
    double shift = Math.sqrt(2.0 * dimension) * (gamma - 1);
    NormalDistribution phi = new NormalDistribution();
    double overlap =
        phi.cumulativeProbability(shift + 3 * gamma) - phi.cumulativeProbability(shift - 3 * gamma);
    assertThat(overlap).isCloseTo(0.5, within(1e-8));
  }

  @Test
  void fourDimensionsHaveNoLevelRatioAndTenLevels() {
    assertThatThrownBy(() -> Techniques.levelRatio(4))
        .hasMessage(
            "Cannot apply Technique 2 to 4 dimensions: it has a solution only for 5 or more");
    assertThat(Techniques.levelCount(4, 1000, 1)).isEqualTo(10);
  }

  /** s_{t+1}² = (1 − a)² s_t² + 2a σ², followed step by step. */
  @Test
  void varianceRatioIsTheRecursionOfTheChain() {
    double gamma = 1.3;
    double rate = 0.07;
    double variance = gamma * gamma;
    for (int step = 1; step <= 12; step++) {
      variance = (1 - rate) * (1 - rate) * variance + 2 * rate;
      assertThat(Techniques.varianceRatio(gamma, step, rate)).isCloseTo(variance, within(1e-12));
    }
  }

  @Test
  void automaticStepsAreTheFewestThatBringTheVarianceWithinSixPercent() {
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 50, 0.01, 232);
    int steps = Techniques.stepsPerLevel(schedule);
    double variance = schedule.smallest() * schedule.smallest();
    assertThat(
            Techniques.varianceRatio(
                schedule.ratio(), steps, Techniques.stepSize(schedule, steps) / variance))
        .isLessThanOrEqualTo(1.06);
    assertThat(
            Techniques.varianceRatio(
                schedule.ratio(), steps - 1, Techniques.stepSize(schedule, steps - 1) / variance))
        .isGreaterThan(1.06);
  }
}
