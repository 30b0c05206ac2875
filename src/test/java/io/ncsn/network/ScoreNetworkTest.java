package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScoreNetworkTest {
  private static final int COLLECTIONS = 20;

  /**
   * ND4J frees native memory when the garbage collector finds its owner unreachable, whoever still
   * computes on it.
   */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void keepsItsParametersThroughGarbageCollections(KernelChoice kernel) {
    NetworkSpec spec = new NetworkSpec(2, List.of(8), Form.EDM);
    float[] parameters = filled(spec, 0.25f);
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, kernel)) {
      float[] rows = {1, 2, 3, 4};
      float[] before = network.score(rows, 2, 1.5);
      for (int i = 0; i < COLLECTIONS; i++) {
        System.gc();
        ScoreModel.of(spec).loadParameters(filled(spec, Float.NaN));
      }
      assertThat(network.score(rows, 2, 1.5)).containsExactly(before);
    }
  }

  @ParameterizedTest
  @CsvSource({"LIBTORCH, EDM", "LIBTORCH, NCSN", "DL4J, EDM", "DL4J, NCSN"})
  void formsAreTheDerivativeOfTheScoreAlongTheDirections(KernelChoice kernel, Form form) {
    NetworkSpec spec = new NetworkSpec(3, List.of(16, 8), form);
    float[] rows = {0.3f, -1.2f, 0.7f, 1.1f, 0.4f, -0.6f};
    double[] sigmas = {0.8, 2.5};
    float[][] directions = {{1, 0, 0, 0, 1, 0}, {0.5f, -1, 2, 1, 1, -1}};
    try (ScoreNetwork network =
        new ScoreNetwork(spec, KernelTest.randomModel(spec).parameters(), kernel)) {
      float[] scores = new float[6];
      double[][] forms = new double[2][2];
      network.score(rows, 2, sigmas, directions, scores, forms);
      for (int row = 0; row < 2; row++) {
        float[] x = Arrays.copyOfRange(rows, 3 * row, 3 * row + 3);
        assertThat(Arrays.copyOfRange(scores, 3 * row, 3 * row + 3))
            .containsExactly(network.score(x, 1, sigmas[row]), within(1e-5f));
        for (int probe = 0; probe < 2; probe++) {
          float[] v = Arrays.copyOfRange(directions[probe], 3 * row, 3 * row + 3);
          assertThat(forms[probe][row]).isCloseTo(slope(network, x, v, sigmas[row]), within(2e-3));
        }
      }
    }
  }

  /** v·(s(x + hv) − s(x − hv))/2h. */
  private static double slope(ScoreNetwork network, float[] x, float[] v, double sigma) {
    float h = 1e-2f;
    float[] up = x.clone();
    float[] down = x.clone();
    for (int j = 0; j < x.length; j++) {
      up[j] += h * v[j];
      down[j] -= h * v[j];
    }
    float[] above = network.score(up, 1, sigma);
    float[] below = network.score(down, 1, sigma);
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += v[j] * (above[j] - below[j]) / (2 * h);
    }
    return sum;
  }

  private static float[] filled(NetworkSpec spec, float value) {
    float[] values = new float[spec.parameters()];
    Arrays.fill(values, value);
    return values;
  }
}
