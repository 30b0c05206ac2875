package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Images of seven pixels that are normal given their label, of covariance a²·I + b²·uuᵀ with the
 * vector u of ones, under their exact scores.
 */
class LabelledDensitiesTest {
  private static final int PIXELS = 7;
  private static final double LEAST = 0.02;
  private static final double LARGEST = 2000;
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(ScheduleKind.GEOMETRIC, LARGEST, LEAST, 2);
  private static final double[] SHARES = {0.2, 0.5, 0.3};
  private static final double[] MEAN = {1, -0.5, 0.3};
  private static final double[] ALONE = {0.5, 1, 0.7};
  private static final double[] COMMON = {0.8, 0, 0.4};
  private static final int ROWS = 11;
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(List.of(new Plain(PIXELS), new Codes(SHARES)));

  /** Steps of 0 are those of each row; no probes are the exact trace. */
  @ParameterizedTest
  @CsvSource({"0, 0", "40, 0", "0, 64"})
  void areThoseOfTheNormalDistributionsAndOfTheLabelsShares(int steps, int probes) {
    LikelihoodPlan plan = new LikelihoodPlan(false, steps, 1e-6, probes, 0, LEAST, 5);
    LabelledDensities densities = new LabelledDensities(Normals::new, LAYOUT, SCHEDULE, plan);
    float[] rows = new float[ROWS * (PIXELS + 1)];
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < PIXELS; j++) {
        rows[row * (PIXELS + 1) + j] = (float) Math.sin(3 * row + 1.7 * j);
      }
      rows[row * (PIXELS + 1) + PIXELS] = 5 * row % 3;
    }
    double[][] found = densities.estimates(rows, ROWS);
    for (int row = 0; row < ROWS; row++) {
      int from = row * (PIXELS + 1);
      int own = 5 * row % 3;
      double exact =
          Math.log(SHARES[own]) + logDensity(own, Arrays.copyOfRange(rows, from, from + PIXELS));
      double mean = Arrays.stream(found[row]).average().orElseThrow();
      double deviation =
          Math.sqrt(
              Arrays.stream(found[row]).map(f -> (f - mean) * (f - mean)).average().getAsDouble());
      double error = probes == 0 ? 0 : 5 * deviation / Math.sqrt(probes);
      assertThat(mean).as("row %d", row).isCloseTo(exact, within(2e-3 + error));
      assertThat(found[row]).hasSize(Math.max(1, probes));
    }
  }

  /** A label gives its own density: with another label a row has another. */
  @Test
  void dependOnTheLabel() {
    LikelihoodPlan plan = new LikelihoodPlan(false, 0, 1e-6, 0, 0, LEAST, 5);
    float[] rows = new float[3 * (PIXELS + 1)];
    for (int row = 0; row < 3; row++) {
      rows[row * (PIXELS + 1) + PIXELS] = row;
    }
    double[][] found =
        new LabelledDensities(Normals::new, LAYOUT, SCHEDULE, plan).estimates(rows, 3);
    for (int row = 0; row < 3; row++) {
      double exact = Math.log(SHARES[row]) + logDensity(row, new float[PIXELS]);
      assertThat(found[row][0]).isCloseTo(exact, within(2e-3));
    }
  }

  /** log N(x; mean·u, (a² + σ²)I + b²uuᵀ) at the least noise: u is an eigenvector. */
  private static double logDensity(int label, float[] x) {
    double alone = ALONE[label] * ALONE[label] + LEAST * LEAST;
    double common = alone + PIXELS * COMMON[label] * COMMON[label];
    double sum = 0;
    double square = 0;
    for (float value : x) {
      sum += value - MEAN[label];
      square += (value - MEAN[label]) * (value - MEAN[label]);
    }
    double along = sum * sum / PIXELS;
    return -(along / common
            + (square - along) / alone
            + Math.log(2 * Math.PI * common)
            + (PIXELS - 1) * Math.log(2 * Math.PI * alone))
        / 2;
  }

  /** The exact score of images of a label. */
  private record Normals(int label) implements DifferentiableScore {
    @Override
    public void score(
        float[] rows,
        int count,
        double[] sigmas,
        float[][] directions,
        float[] scores,
        double[][] forms) {
      for (int row = 0; row < count; row++) {
        double alone = ALONE[label] * ALONE[label] + sigmas[row] * sigmas[row];
        double common = alone + PIXELS * COMMON[label] * COMMON[label];
        double mean = 0;
        for (int j = 0; j < PIXELS; j++) {
          mean += (rows[row * PIXELS + j] - MEAN[label]) / PIXELS;
        }
        for (int j = 0; j < PIXELS; j++) {
          double own = rows[row * PIXELS + j] - MEAN[label] - mean;
          scores[row * PIXELS + j] = (float) (-own / alone - mean / common);
        }
        for (int probe = 0; probe < directions.length; probe++) {
          double sum = 0;
          double square = 0;
          for (int j = 0; j < PIXELS; j++) {
            double v = directions[probe][row * PIXELS + j];
            sum += v;
            square += v * v;
          }
          double along = sum * sum / PIXELS;
          forms[probe][row] = -along / common - (square - along) / alone;
        }
      }
    }
  }
}
