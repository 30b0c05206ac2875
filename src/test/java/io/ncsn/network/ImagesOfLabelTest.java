package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The score of images given their label, by their pixels alone. */
class ImagesOfLabelTest {
  private static final Unet NET = new Unet(5, 3, 1, 1, List.of(16), List.of(2), true);
  private static final int PIXELS = 15;
  private static final Plain IMAGE = new Plain(PIXELS);
  private static final Codes LABEL = new Codes(new double[] {0.5, 0.2, 0.3});
  private static final int ROWS = 67; // more than are computed at once
  private static final KernelPlan PLAN = KernelPlan.here(KernelChoice.LIBTORCH);
  private static final double SIGMA = 0.6;

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isThatOfTheNetworkWithTheLabelGiven(boolean energy) {
    MixedSpec spec = spec(true, energy);
    int width = PIXELS + 3;
    float[] images = SmallCase.normals(ROWS * PIXELS, 3);
    float[] along = SmallCase.normals(ROWS * PIXELS, 4);
    float[] rows = new float[ROWS * width];
    float[] flags = new float[2 * ROWS];
    double[] sigmas = new double[ROWS];
    Arrays.fill(sigmas, (float) SIGMA);
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(images, row * PIXELS, rows, row * width, PIXELS);
      rows[row * width + PIXELS + 2] = 1;
      flags[2 * row + 1] = 1;
    }
    float[] scores = new float[images.length];
    double[][] forms = new double[1][ROWS];
    float[] denoised = new float[rows.length];
    try (MixedScoreNetwork network = network(spec)) {
      network.imagesOf(2).score(images, ROWS, sigmas, new float[][] {along}, scores, forms);
      network.denoise(rows, sigmas, flags, denoised);
      for (int i = 0; i < images.length; i++) {
        double d = denoised[i / PIXELS * width + i % PIXELS];
        assertThat((double) scores[i]).isCloseTo((d - images[i]) / (SIGMA * SIGMA), within(1e-4));
      }
      requireForms(network, images, along, sigmas, forms[0]);
    }
  }

  private static void requireForms(
      MixedScoreNetwork network, float[] images, float[] along, double[] sigmas, double[] forms) {
    float step = 1e-3f;
    float[] above = images.clone();
    float[] below = images.clone();
    for (int i = 0; i < images.length; i++) {
      above[i] += step * along[i];
      below[i] -= step * along[i];
    }
    float[] up = new float[images.length];
    float[] down = new float[images.length];
    network.imagesOf(2).score(above, ROWS, sigmas, new float[0][], up, new double[0][]);
    network.imagesOf(2).score(below, ROWS, sigmas, new float[0][], down, new double[0][]);
    for (int row : new int[] {0, 63, 64, 66}) {
      double form = 0;
      for (int i = row * PIXELS; i < (row + 1) * PIXELS; i++) {
        form += along[i] * (up[i] - down[i]) / (2.0 * step);
      }
      assertThat(forms[row]).isCloseTo(form, within(0.02 * PIXELS));
    }
  }

  @Test
  void needsANetworkThatIsToldLabels() {
    try (MixedScoreNetwork network = network(spec(false, false))) {
      assertThatThrownBy(() -> network.imagesOf(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static MixedScoreNetwork network(MixedSpec spec) {
    float[] parameters = UnetCase.parameters(NET, spec.inputs(), spec.dimension());
    return spec.trained(parameters, PLAN, Precision.FLOAT32);
  }

  private static MixedSpec spec(boolean flagged, boolean energy) {
    return new MixedSpec(
        new ChannelLayout(List.of(IMAGE, LABEL)), NET, flagged, false, List.of(), energy);
  }
}
