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
import org.junit.jupiter.params.provider.CsvSource;

/** Energies of images with a label, against their formula in double precision. */
class LabelledEnergyTest {
  private static final Unet NET =
      new Unet(5, 3, 1, 2, List.of(16, 32), List.of(2, 1), SmallUnets.attention(true, false));
  private static final int PIXELS = 15;
  private static final double[] SHARES = {0.5, 0.2, 0.3};
  private static final int LABELS = 3;
  private static final int WIDTH = PIXELS + LABELS;
  private static final int ROWS = 67; // more than are computed at once
  private static final double STEP = 1e-4;
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(List.of(new Plain(PIXELS), new Codes(SHARES)));
  private static final KernelPlan PLAN = KernelPlan.here(KernelChoice.LIBTORCH);

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  private static MixedSpec spec(boolean flagged) {
    return new MixedSpec(LAYOUT, NET, flagged, false, List.of(), true);
  }

  private static float[] parameters(MixedSpec spec) {
    return UnetCase.parameters(NET, spec.inputs(), spec.dimension());
  }

  /** With the label free, and the label of a row given: −1 is none. */
  @ParameterizedTest
  @CsvSource({"true, -1, 0.3", "true, 2, 0.3", "true, 0, 4", "false, -1, 1.7"})
  void denoisesAlongTheSlopeOfItsEnergy(boolean flagged, int label, double sigma) {
    MixedSpec spec = spec(flagged);
    float[] parameters = parameters(spec);
    float[] rows = rows(sigma);
    float[] given = label < 0 ? null : given(rows, label);
    double[] sigmas = new double[ROWS];
    Arrays.fill(sigmas, (float) sigma);
    float[] denoised = new float[rows.length];
    try (MixedScoreNetwork network = spec.trained(parameters, PLAN, Precision.FLOAT32)) {
      network.denoise(rows, sigmas, given, denoised);
    }
    double[] exact = SmallCase.doubles(parameters);
    for (int row : new int[] {0, 63, 64, 66}) {
      double[] x = SmallCase.doubles(Arrays.copyOfRange(rows, row * WIDTH, (row + 1) * WIDTH));
      for (int i = 0; i < (label < 0 ? WIDTH : PIXELS); i++) {
        double slope =
            (energy(spec, exact, moved(x, i, STEP), (float) sigma, label)
                    - energy(spec, exact, moved(x, i, -STEP), (float) sigma, label))
                / (2 * STEP);
        assertThat((double) denoised[row * WIDTH + i])
            .as("channel %d of row %d", i, row)
            .isCloseTo(x[i] - sigma * sigma * slope, within(2e-3 * (1 + sigma)));
      }
    }
  }

  @Test
  void givesTheEnergyOfImageAndLabel() {
    MixedSpec spec = spec(true);
    float[] parameters = parameters(spec);
    float sigma = 0.6f;
    float[] rows = rows(sigma);
    double[] found = new double[ROWS];
    try (MixedScoreNetwork network = spec.trained(parameters, PLAN, Precision.FLOAT32)) {
      network.energy().orElseThrow().energy(rows, ROWS, sigma, found);
    }
    double[] exact = SmallCase.doubles(parameters);
    for (int row : new int[] {0, 64, 66}) {
      double[] x = SmallCase.doubles(Arrays.copyOfRange(rows, row * WIDTH, (row + 1) * WIDTH));
      double energy = energy(spec, exact, x, sigma, -1);
      assertThat(found[row]).isCloseTo(energy, within(1e-4 * Math.abs(energy) + 1e-3));
    }
  }

  /** The curvature, by which log-densities are found, differentiates twice. */
  @Test
  void theCurvatureIsItsScores() {
    MixedSpec spec = spec(true);
    float[] row = Arrays.copyOf(rows(0.7), WIDTH);
    float[] along = SmallCase.normals(WIDTH, 14);
    float step = 1e-3f;
    double[][] forms = new double[1][1];
    float[] both = new float[2 * WIDTH];
    float[] scores = new float[2 * WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      both[i] = row[i] + step * along[i];
      both[WIDTH + i] = row[i] - step * along[i];
    }
    try (MixedScoreNetwork network = spec.trained(parameters(spec), PLAN, Precision.FLOAT32)) {
      network.score(
          row, 1, new double[] {0.7}, new float[][] {along}, new float[row.length], forms);
      network.score(both, 2, 0.7, scores);
    }
    double form = 0;
    double length = 0;
    for (int i = 0; i < WIDTH; i++) {
      form += along[i] * (scores[i] - scores[WIDTH + i]) / (2.0 * step);
      length += along[i] * along[i];
    }
    assertThat(forms[0][0]).isCloseTo(form, within(1e-2 * length));
  }

  /** Training hashes hold this text: those of older models must not change. */
  @Test
  void isNamedAndScoresAreAsBefore() {
    assertThat(spec(true).toString()).endsWith(", flagged=true, paired=false, energy]");
    assertThat(new MixedSpec(LAYOUT, NET, true, false).toString())
        .endsWith(", flagged=true, paired=false]");
  }

  @Test
  void isOfAnImageWithALabelAlone() {
    ChannelLayout two =
        new ChannelLayout(List.of(new Plain(PIXELS), new Codes(SHARES), new Codes(SHARES)));
    assertThatThrownBy(() -> new MixedSpec(two, NET, true, false, List.of(), true))
        .hasMessageContaining("no image with a label alone");
  }

  private static float[] rows(double sigma) {
    float[] rows = SmallCase.normals(ROWS * WIDTH, 21);
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= (float) Math.sqrt(1 + sigma * sigma);
    }
    return rows;
  }

  /** Gives all rows a label, and returns the flags of image and label. */
  private static float[] given(float[] rows, int label) {
    float[] flags = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      flags[2 * row + 1] = 1;
      for (int k = 0; k < LABELS; k++) {
        rows[row * WIDTH + PIXELS + k] = k == label ? 1 : 0;
      }
    }
    return flags;
  }

  /** E(x̃ | y), or E(x̃, ỹ) if the label is −1, as the decision has it. */
  private static double energy(
      MixedSpec spec, double[] parameters, double[] row, double sigma, int label) {
    double[] input = new double[spec.inputs()];
    double total = 1 + sigma * sigma;
    double energy = PIXELS / 2.0 * Math.log(2 * Math.PI * total);
    for (int i = 0; i < PIXELS; i++) {
      input[i] = row[i] / Math.sqrt(total);
      energy += input[i] * input[i] / 2;
    }
    int at = PIXELS;
    for (int k = 0; k < LABELS; k++) {
      double told = (k == label ? 1 : 0) - SHARES[k];
      input[at++] = label < 0 ? 0 : told / Math.sqrt(SHARES[k] * (1 - SHARES[k]));
    }
    if (spec.flagged()) {
      input[at++] = label < 0 ? 0 : 1;
    }
    double[] angles = MixedEmbedding.angles();
    for (int i = 0; i < angles.length; i++) {
      input[at + i] = Math.sin(angles[i] * Math.log(sigma) / 4);
      input[at + angles.length + i] = Math.cos(angles[i] * Math.log(sigma) / 4);
    }
    double[] output = new UnetReference(NET, input.length, WIDTH, parameters).output(input);
    for (int i = 0; i < PIXELS; i++) {
      energy += input[i] * output[i] / sigma;
    }
    if (label >= 0) {
      return energy;
    }
    double sum = 0;
    for (int k = 0; k < LABELS; k++) {
      double square = 0;
      for (int j = 0; j < LABELS; j++) {
        double distance = row[PIXELS + j] - (j == k ? 1 : 0);
        square += distance * distance;
      }
      double density = Math.pow(2 * Math.PI * sigma * sigma, -LABELS / 2.0);
      sum +=
          SHARES[k]
              * density
              * Math.exp(-square / (2 * sigma * sigma) + output[PIXELS + k] / Math.sqrt(total));
    }
    return energy - Math.log(sum);
  }

  private static double[] moved(double[] row, int channel, double step) {
    double[] moved = row.clone();
    moved[channel] += step;
    return moved;
  }
}
