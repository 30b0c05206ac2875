package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import org.junit.jupiter.api.Test;

/** The probability-flow ODE by Heun's method on N(0, 1) data, whose paths are known. */
class OdeHeunTest {
  private static final long SEED = 11;
  private static final NoiseSchedule LEVELS =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, 12, 0.05, 60);

  /** On N(0, 1) data the ODE's solution is x(σ) = x(σ₁)·√((1 + σ²)/(1 + σ₁²)). */
  @Test
  void heunConvergesWithOrderTwo() {
    double coarse = heunError(10);
    double fine = heunError(20);
    double finest = heunError(40);
    assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.7, 2.6);
    assertThat(Math.log(fine / finest) / Math.log(2)).isBetween(1.7, 2.6);
  }

  private static double heunError(int steps) {
    double begin = LEVELS.largest();
    double end = LEVELS.smallest();
    float[][] ends = new float[2][];
    plan(steps, 0)
        .sampler(OdeHeunTest::standardNormal, Prior.standard(1))
        .sample(
            Streams.of(SEED, Purpose.SAMPLING),
            100,
            (sigma, rows) -> {
              if (sigma == begin || sigma == end) {
                ends[sigma == begin ? 0 : 1] = rows.clone();
              }
            });
    double shrunk = Math.sqrt((1 + end * end) / (1 + begin * begin));
    double worst = 0;
    for (int i = 0; i < 100; i++) {
      worst = Math.max(worst, Math.abs(ends[1][i] / (ends[0][i] * shrunk) - 1));
    }
    return worst;
  }

  @Test
  void theOdeIsDeterministicAndChurnIsNot() {
    float[] before = new float[1];
    float[] after = new float[1];
    for (double churn : new double[] {0, 40}) {
      float[] first = path(churn, SEED);
      before[0] = first[0];
      after[0] = first[first.length - 1];
      double exact = before[0] * Math.sqrt((1 + 0.05 * 0.05) / (1 + 144.0)) / (1 + 0.05 * 0.05);
      if (churn == 0) {
        assertThat(after[0]).isCloseTo((float) exact, within(0.01f * Math.abs((float) exact)));
      } else {
        assertThat(Math.abs(after[0] - exact)).isGreaterThan(0.01 * Math.abs(exact));
      }
    }
  }

  private static float[] path(double churn, long seed) {
    float[][] first = new float[1][];
    float[] last =
        plan(40, churn)
            .sampler(OdeHeunTest::standardNormal, Prior.standard(1))
            .sample(
                Streams.of(seed, Purpose.SAMPLING),
                1,
                (sigma, rows) -> {
                  if (first[0] == null) {
                    first[0] = rows.clone();
                  }
                });
    return new float[] {first[0][0], last[0]};
  }

  private static void standardNormal(float[] rows, int count, double sigma, float[] scores) {
    for (int i = 0; i < rows.length; i++) {
      scores[i] = (float) (-rows[i] / (1 + sigma * sigma));
    }
  }

  private static SamplingPlan plan(int steps, double churn) {
    return new SamplingPlan(SamplerKind.ODE_HEUN.of(3, 1, steps, churn, 0.16), LEVELS);
  }
}
