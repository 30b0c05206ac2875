package io.ncsn.network;

import static io.ncsn.network.SmallUnets.nets;
import static io.ncsn.network.SmallUnets.normals;
import static io.ncsn.network.SmallUnets.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The trace of ∇ₓs of networks of convolutions, and its estimates by random vectors. */
class UnetTraceTest {
  private static final double SIGMA = 0.7;
  private static final float STEP = 1e-2f;
  private static final int PROBES = 300;

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  /** The exact trace is the sum of the slopes that differences of scores give. */
  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void theTraceIsTheSumOfTheSlopes(Unet net) {
    int size = net.pixels();
    float[] row = normals(size, 21);
    float[] both = new float[2 * size * size];
    for (int axis = 0; axis < size; axis++) {
      System.arraycopy(row, 0, both, 2 * axis * size, size);
      System.arraycopy(row, 0, both, (2 * axis + 1) * size, size);
      both[2 * axis * size + axis] += STEP;
      both[(2 * axis + 1) * size + axis] -= STEP;
    }
    float[] scores = new float[both.length];
    double[] traces = new double[1];
    try (ScoreNetwork network = network(net)) {
      network.score(both, 2 * size, SIGMA, scores);
      network.scoreAndTrace(row, 1, new double[] {SIGMA}, new float[size], traces);
    }
    double sum = 0;
    double length = 0;
    for (int axis = 0; axis < size; axis++) {
      double slope =
          (scores[2 * axis * size + axis] - (double) scores[(2 * axis + 1) * size + axis])
              / (2 * STEP);
      sum += slope;
      length += Math.abs(slope);
    }
    assertThat(traces[0]).isCloseTo(sum, within(2e-3 * length));
  }

  /** Hutchinson 1990: E vᵀ(∇ₓs)v = tr ∇ₓs for v of ±1. */
  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void randomVectorsEstimateTheTraceWithinTheirError(Unet net) {
    int size = net.pixels();
    float[] row = normals(size, 22);
    UniformRandomProvider random = Streams.of(23, Purpose.LIKELIHOOD);
    float[][] directions = new float[PROBES][size];
    for (float[] direction : directions) {
      for (int i = 0; i < size; i++) {
        direction[i] = random.nextBoolean() ? 1 : -1;
      }
    }
    double[][] forms = new double[PROBES][1];
    double[] traces = new double[1];
    double[] sigmas = {SIGMA};
    try (ScoreNetwork network = network(net)) {
      network.score(row, 1, sigmas, directions, new float[size], forms);
      network.scoreAndTrace(row, 1, sigmas, new float[size], traces);
    }
    SummaryStatistics estimates = new SummaryStatistics();
    Arrays.stream(forms).forEach(form -> estimates.addValue(form[0]));
    double error = estimates.getStandardDeviation() / Math.sqrt(PROBES);
    assertThat(error).isPositive();
    assertThat(estimates.getMean()).isCloseTo(traces[0], within(4.5 * error));
  }

  /** The last 7 of 71 rows are a part of their own. */
  @Test
  void aRowsFormIsItsOwnInEachPart() {
    Unet net = nets().get(2);
    int size = net.pixels();
    float[] rows = normals(71 * size, 24);
    float[] along = normals(71 * size, 25);
    double[] sigmas = new double[71];
    Arrays.fill(sigmas, SIGMA);
    double[][] forms = new double[1][71];
    try (ScoreNetwork network = network(net)) {
      network.score(rows, 71, sigmas, new float[][] {along}, new float[rows.length], forms);
      for (int row : new int[] {0, 63, 64, 70}) {
        float[] both = new float[2 * size];
        double length = 0;
        for (int i = 0; i < size; i++) {
          double v = along[row * size + i];
          both[i] = (float) (rows[row * size + i] + 0.1 * STEP * v);
          both[size + i] = (float) (rows[row * size + i] - 0.1 * STEP * v);
          length += v * v;
        }
        float[] scores = new float[2 * size];
        network.score(both, 2, SIGMA, scores);
        double form = 0;
        for (int i = 0; i < size; i++) {
          form += along[row * size + i] * (scores[i] - (double) scores[size + i]) / (0.2 * STEP);
        }
        assertThat(forms[0][row]).isCloseTo(form, within(1e-2 * length));
      }
    }
  }

  private static ScoreNetwork network(Unet net) {
    NetworkSpec spec = spec(net);
    float[] parameters = UnetCase.parameters(net, spec.inputs(), spec.outputs());
    return spec.trained(parameters, KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32);
  }
}
