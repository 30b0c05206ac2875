package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelGroup.Spread;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.KernelChoice;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks of images of 5 by 7 pixels beside a label, a number, and a number that may be null. */
class ImageColumnsTest {
  private static final int PIXELS = 35;
  private static final Unet NET = new Unet(5, 7, 1, 1, List.of(16, 32), List.of(1, 1), false);
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(
          List.of(
              new Plain(PIXELS),
              new Codes(new double[] {0.2, 0.5, 0.3}),
              new Spread(),
              new Codes(new double[] {0.6, 0.4}),
              new Spread(3, 1)));
  private static final MixedSpec SPEC =
      new MixedSpec(LAYOUT, NET, true, true, List.of(17, 9), false);
  private static final KernelPlan PLAN = KernelPlan.here(KernelChoice.LIBTORCH);

  @BeforeAll
  static void loadLibtorch() {
    Natives.loadTorch();
  }

  @ParameterizedTest
  @MethodSource("io.ncsn.network.SmallUnets#nets")
  void columnsAreReadFromImagesWithTheGradientThatDifferencesGive(Unet net) {
    ConvolutionCheck check =
        new ConvolutionCheck(net.reading(), net.pixels() + 41, net.pixels() + 7, Precision.FLOAT32);

    assertThat(check.error(FastPaths.current())).isLessThan(check.tolerance());
    assertThat(net.reading().parameters(net.pixels() + 41, net.pixels() + 7))
        .isGreaterThan(net.parameters(net.pixels() + 41, net.pixels() + 7));
  }

  @Test
  void columnsBesideImagesAreALayoutOfTheirOwn() {
    assertThat(SPEC.beside().layout())
        .isEqualTo(
            new ChannelLayout(
                List.of(
                    new Codes(new double[] {0.2, 0.5, 0.3}),
                    new Spread(),
                    new Codes(new double[] {0.6, 0.4}),
                    new Spread(2, 1))));
    assertThat(SPEC.cells()).isEqualTo(SPEC.beside().cells() + 1);
    assertThat(SPEC).hasToString(SPEC.toString()).asString().endsWith(", columns=[17, 9]]");
    assertThat(new MixedSpec(LAYOUT, NET, true, false).toString()).endsWith("paired=false]");
  }

  @Test
  void columnsHaveLayersOfTheirOwnBesideConvolutionsAlone() {
    List<Integer> layers = List.of(17, 9);
    assertThatThrownBy(() -> new MixedSpec(LAYOUT, new Mlp(layers), true, true, layers, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[17, 9]")
        .hasMessageContaining("by mlp: needs network.architecture unet");
    ChannelLayout alone = new ChannelLayout(List.of(new Plain(PIXELS)));
    assertThatThrownBy(() -> new MixedSpec(alone, NET, true, true, layers, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs network.architecture unet, and columns");
  }

  /** The layers that end in the columns begin at zero. */
  @Test
  void anUntrainedNetworkSaysOfColumnsWhatTheirOwnNetworkSays() {
    float[] parameters = SPEC.initialParameters(11);
    float[] own = MixedParameters.lively(SPEC.beside(), 3);
    System.arraycopy(own, 0, parameters, SPEC.layerParameters(), own.length);
    int rows = 13;
    int width = SPEC.dimension();
    float[] x = SmallCase.normals(rows * width, 5);
    float[] given = new float[rows * SPEC.cells()];
    for (int i = 0; i < given.length; i++) {
      given[i] = i % 3 == 0 ? 1 : 0;
    }
    double[] sigmas = new double[rows];
    Arrays.setAll(sigmas, i -> 0.1 * (1 + i));
    float[] found = new float[x.length];
    int behind = width - PIXELS;
    float[] alone = new float[rows * behind];
    try (MixedScoreNetwork network = SPEC.trained(parameters, PLAN, Precision.FLOAT32)) {
      network.denoise(x, sigmas, given, found);
      network
          .columns()
          .denoise(part(x, rows, width, PIXELS), sigmas, part(given, rows, SPEC.cells(), 1), alone);
    }
    float[] ofColumns = part(found, rows, width, PIXELS);
    for (int i = 0; i < alone.length; i++) {
      assertThat(ofColumns[i]).isCloseTo(alone[i], within(1e-4f));
    }
    for (int i = 0; i < rows; i++) { // the score of normal pixels
      double total = 1 + sigmas[i] * sigmas[i];
      assertThat((double) found[i * width]).isCloseTo(x[i * width] / total, within(1e-5));
    }
  }

  @Test
  void theNetworkOfColumnsIsTrainedAsThatOfATableAlone() {
    float[] parameters = SPEC.initialParameters(7);
    float[] own = MixedParameters.lively(SPEC.beside(), 4);
    System.arraycopy(own, 0, parameters, SPEC.layerParameters(), own.length);
    int rows = 29;
    MixedBatch batch = batch(rows, 0.8);
    float[] gradient = gradient(SPEC, parameters, batch);
    MixedBatch ofColumns = new MixedBatch(rows, SPEC.beside());
    copy(part(batch.clean, rows, SPEC.dimension(), PIXELS), ofColumns.clean);
    copy(part(batch.noised, rows, SPEC.dimension(), PIXELS), ofColumns.noised);
    copy(part(batch.given, rows, SPEC.cells(), 1), ofColumns.given);
    copy(part(batch.weight, rows, LAYOUT.columns(), 1), ofColumns.weight);
    System.arraycopy(batch.sigma, 0, ofColumns.sigma, 0, rows);

    float[] alone = gradient(SPEC.beside(), own, ofColumns);

    double length = Math.sqrt(UnetCase.dot(alone, alone));
    assertThat(length).isPositive();
    for (int i = 0; i < alone.length; i++) {
      assertThat((double) gradient[SPEC.layerParameters() + i])
          .isCloseTo(alone[i], within(1e-4 * length));
    }
    float[] ofImages = Arrays.copyOf(gradient, SPEC.layerParameters());
    assertThat(UnetCase.dot(ofImages, ofImages)).isPositive();
  }

  @Test
  void rowsAreGivenAllColumnsOrSomeOrTheirImage() {
    int rows = 4001;
    MixedBatch batch = batch(rows, 0.8);
    int images = 0;
    int all = 0;
    for (int row = 0; row < rows; row++) {
      int at = row * SPEC.cells();
      boolean image = batch.given[at] > 0;
      boolean columns = batch.given[at + 1] + batch.given[at + 2] + batch.given[at + 3] == 3;
      images += image ? 1 : 0;
      all += columns && !image ? 1 : 0;
      assertThat(batch.weight[row * LAYOUT.columns()]).isEqualTo(image ? 0 : 1);
      int pixel = row * SPEC.dimension();
      assertThat(batch.noised[pixel] == batch.clean[pixel]).isEqualTo(image);
    }
    assertThat(images / (double) rows).isCloseTo(0.2, within(5 * Math.sqrt(0.16 / rows)));
    // Half of .8, and a quarter of the quarter of .8 that are given each with a probability.
    assertThat(all / (double) rows).isCloseTo(0.4 + 0.05, within(5 * Math.sqrt(0.25 / rows)));
  }

  private static MixedBatch batch(int rows, double observed) {
    MixedBatches batches = new MixedBatches(SPEC, new NoiseDensity(-0.5, 1, 0.1, 5), observed);
    int width = LAYOUT.storedWidth();
    float[] stored = SmallCase.normals(rows * width, 9);
    for (int row = 0; row < rows; row++) {
      int at = row * width + PIXELS;
      stored[at] = row % 3;
      stored[at + 1] = 0.25f;
      stored[at + 2] = 0.375f;
      stored[at + 3] = row % 2;
      stored[at + 4] = 0.5f;
      stored[at + 5] = 0.75f;
    }
    return batches.of(stored, rows, MixedCase.random(2));
  }

  private static float[] gradient(MixedSpec spec, float[] parameters, MixedBatch batch) {
    try (MixedModel model = new MixedModel(spec, PLAN)) {
      model.load(parameters, new float[2 * parameters.length]);
      model.lossAndGradient(batch, batch.rows);
      return model.gradient();
    }
  }

  private static void copy(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Returns the columns of rows from {@code first} on. */
  private static float[] part(float[] rows, int count, int width, int first) {
    float[] part = new float[count * (width - first)];
    for (int row = 0; row < count; row++) {
      System.arraycopy(rows, row * width + first, part, row * (width - first), width - first);
    }
    return part;
  }
}
