package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images that are given their labels, with guidance and without, against the formulas written down
 * in double precision on a {@link StraightUnet}.
 */
class GuidedImagesTest {
  private static final double[] SHARES = {0.3, 0.7};
  private static final Unet NET = new Unet(5, 3, 1, 1, List.of(16, 32), List.of(1, 2), true);
  private static final int PIXELS = NET.pixels();
  private static final int WIDTH = PIXELS + SHARES.length;
  private static final MixedSpec SPEC =
      new MixedSpec(
          new ChannelLayout(List.of(new Plain(PIXELS), new Codes(SHARES))), NET, true, false);
  private static final float[] PARAMETERS = UnetCase.parameters(NET, SPEC.inputs(), WIDTH);
  private static final int ROWS = 67; // more than are computed at once
  private static final double SIGMA = 1.3;

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  /** The score leads from x to D + w·(D − D without the label), and the label's to the label. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.7, 2})
  void theScoreIsThatOfTheLabelAndOfTheWeight(double weight) {
    float[] rows = SmallCase.normals(ROWS * WIDTH, 3);
    float[] stored = new float[ROWS * (PIXELS + 1)];
    Arrays.fill(stored, Float.NaN);
    double[] expected = new double[rows.length];
    for (int row = 0; row < ROWS; row++) {
      int label = row % 3 == 0 ? 1 : 0;
      stored[row * (PIXELS + 1) + PIXELS] = label;
      double[] x = SmallCase.doubles(Arrays.copyOfRange(rows, row * WIDTH, (row + 1) * WIDTH));
      double[] with = denoised(x, label);
      double[] without = denoised(x, -1);
      for (int i = 0; i < WIDTH; i++) {
        double moved = with[i] + weight * (with[i] - without[i]);
        double end = i < PIXELS ? moved : i - PIXELS == label ? 1 : 0;
        expected[row * WIDTH + i] = (end - x[i]) / (SIGMA * SIGMA);
      }
    }

    float[] scores = new float[rows.length];
    try (MixedScoreNetwork network =
        SPEC.trained(PARAMETERS, KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32)) {
      GivenCells.of(network, stored, ROWS, MixedCase.random(6))
          .guided(weight)
          .score(rows, ROWS, SIGMA, scores);
    }

    assertThat(SmallCase.error(scores, expected)).isLessThan(2e-4 * (1 + 2 * weight));
  }

  /** Returns the denoised pixels of one row, then zeros; label −1: it is seen with noise. */
  private static double[] denoised(double[] x, int label) {
    double total = 1 + SIGMA * SIGMA;
    double[] angles = MixedEmbedding.angles();
    double[] input = new double[WIDTH + 1 + 2 * angles.length];
    for (int i = 0; i < PIXELS; i++) {
      input[i] = x[i] / Math.sqrt(total);
    }
    double[] posterior = new double[SHARES.length];
    for (int k = 0; k < SHARES.length; k++) {
      posterior[k] =
          label < 0 ? SHARES[k] * Math.exp(x[PIXELS + k] / (SIGMA * SIGMA)) : k == label ? 1 : 0;
    }
    double sum = Arrays.stream(posterior).sum();
    for (int k = 0; k < SHARES.length; k++) {
      double deviation = Math.sqrt(SHARES[k] * (1 - SHARES[k]));
      input[PIXELS + k] = (posterior[k] / sum - SHARES[k]) / deviation;
    }
    input[WIDTH] = label < 0 ? 0 : 1;
    for (int i = 0; i < angles.length; i++) {
      double angle = angles[i] * MixedEmbedding.variable(SIGMA);
      input[WIDTH + 1 + i] = Math.sin(angle);
      input[WIDTH + 1 + angles.length + i] = Math.cos(angle);
    }
    double[] output = new StraightUnet(NET, PARAMETERS).output(input, SHARES.length);
    double[] denoised = new double[WIDTH];
    for (int i = 0; i < PIXELS; i++) {
      denoised[i] = x[i] / total + SIGMA / Math.sqrt(total) * output[i];
    }
    return denoised;
  }
}
