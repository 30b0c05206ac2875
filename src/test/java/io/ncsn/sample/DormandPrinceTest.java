package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DormandPrinceTest {
  /** y′ = −2ty and z′ = cos t: y = y₀·exp(−t²), z = z₀ + sin t. */
  private static final DormandPrince.Slope SLOPE =
      (times, states, slopes) -> {
        for (int i = 0; i < times.length; i++) {
          slopes[2 * i] = -2 * times[i] * states[2 * i];
          slopes[2 * i + 1] = Math.cos(times[i]);
        }
      };

  @Test
  void solvesEachSystemToTheTolerance() {
    for (double tolerance : new double[] {1e-4, 1e-7, 1e-10}) {
      double[] states = {1, 0, -3, 5};
      DormandPrince solver = new DormandPrince(SLOPE, tolerance, 2, 2);
      solver.integrate(0, 2, states);
      assertThat(states[0]).isCloseTo(Math.exp(-4), within(50 * tolerance));
      assertThat(states[1]).isCloseTo(Math.sin(2), within(50 * tolerance));
      assertThat(states[2]).isCloseTo(-3 * Math.exp(-4), within(100 * tolerance));
      assertThat(states[3]).isCloseTo(5 + Math.sin(2), within(50 * tolerance));
    }
  }

  /** The method has order 5: a 10⁻⁵ times smaller error takes about ten times as many steps. */
  @Test
  void evaluationsGrowAsTheFifthRootOfTheTolerance() {
    assertThat((double) evaluations(1e-11) / evaluations(1e-6)).isBetween(7.0, 14.0);
  }

  private static long evaluations(double tolerance) {
    DormandPrince.Slope oscillator =
        (times, states, slopes) -> {
          slopes[0] = states[1];
          slopes[1] = -states[0];
        };
    DormandPrince solver = new DormandPrince(oscillator, tolerance, 1, 2);
    solver.integrate(0, 20, new double[] {1, 0});
    return solver.evaluations();
  }

  @Test
  void aSystemWithoutASolutionIsNaNAndTheOthersAreSolved() {
    DormandPrince.Slope slope =
        (times, states, slopes) -> {
          slopes[0] = states[0] * states[0]; // y = 1/(1 − t): no further than t = 1
          slopes[1] = -states[1];
        };
    double[] states = {1, 1};
    new DormandPrince(slope, 1e-6, 2, 1).integrate(0, 2, states);
    assertThat(states[0]).isNaN();
    assertThat(states[1]).isCloseTo(Math.exp(-2), within(1e-5));
  }
}
