package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.noise.Streams;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images of 5 by 3 pixels in two categories: bright at the left, or bright at the right. */
class LabelledImagesTest {
  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;
  private static final int PIXELS = WIDTH * HEIGHT;
  private static final double SHARE = 0.3;
  private static final double SPREAD = 0.2;
  private static final ChannelLayout LAYOUT =
      new ChannelLayout(List.of(new Plain(PIXELS), new Codes(new double[] {SHARE, 1 - SHARE})));
  private static final Unet NET = new Unet(WIDTH, HEIGHT, 1, 1, List.of(16), List.of(1), false);
  private static final MixedSpec SPEC = new MixedSpec(LAYOUT, NET, true, false);

  private static double mean(int label, int pixel) {
    boolean left = pixel % WIDTH < WIDTH / 2;
    return left == (label == 0) ? 1 : -1;
  }

  /** At great noise D is the mean of the category that is given, or of all that are possible. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void denoisesToTheMeanOfTheCategoryThatIsGiven(boolean energy) {
    MixedSpec spec = new MixedSpec(LAYOUT, NET, true, false, List.of(), energy);
    float[] parameters = MixedTrainer.train(spec, 0.8, this::draw, 400, 3);
    double sigma = 8;
    int rows = 200;
    float[] x = new float[rows * SPEC.dimension()];
    Streams.fillNormal(MixedCase.random(5), x, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] *= (float) sigma;
    }
    try (MixedScoreNetwork network =
        spec.trained(parameters, KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32)) {
      for (int label = 0; label < 2; label++) {
        float[] stored = stored(rows, label);
        float[] found = new float[x.length];
        GivenCells.of(network, stored, rows, MixedCase.random(6)).denoise(x, rows, sigma, found);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
          double own = average(found, pixel);
          assertThat(own)
              .as("pixel %d of %d", pixel, label)
              .isCloseTo(mean(label, pixel), within(0.3));
        }
        assertThat(average(found, PIXELS + label)).isEqualTo(1);
      }
      float[] none = new float[x.length];
      network.denoise(x, rows, sigma, none);
      for (int pixel = 0; pixel < PIXELS; pixel++) {
        double all = SHARE * mean(0, pixel) + (1 - SHARE) * mean(1, pixel);
        assertThat(average(none, pixel)).as("pixel %d", pixel).isCloseTo(all, within(0.3));
      }
      assertThat(average(none, PIXELS)).isCloseTo(SHARE, within(0.1));
    }
  }

  @Test
  void givesLossToCategoriesOnlyWhereTheyAreNotGiven() {
    MixedBatches batches = new MixedBatches(SPEC, new NoiseDensity(-0.5, 1, 0.1, 5), 0.8);
    int rows = 2003;
    float[] stored = new float[rows * (PIXELS + 1)];
    MixedBatch batch = batches.of(stored, rows, MixedCase.random(1));
    int given = 0;
    for (int row = 0; row < rows; row++) {
      assertThat(batch.given[2 * row]).isZero(); // no image is
      assertThat(batch.weight[2 * row]).isOne();
      assertThat(batch.weight[2 * row + 1]).isEqualTo(1 - batch.given[2 * row + 1]);
      given += (int) batch.given[2 * row + 1];
    }
    double error = Math.sqrt(0.8 * 0.2 / rows);
    assertThat(given / (double) rows).isCloseTo(0.8, within(5 * error));
  }

  @Test
  void aNetworkOfImagesNeedsAllNumbersToBeOne() {
    ChannelLayout wide = new ChannelLayout(List.of(new Plain(PIXELS + 1)));
    assertThatThrownBy(() -> new MixedSpec(wide, NET, true, false))
        .hasMessageContaining("makes 15 numbers, but the table's rows have 16");
  }

  /** Training hashes hold this text: those of older models must not change. */
  @Test
  void plainNetworksAreNamedAsBeforeThereWereOthers() {
    assertThat(new MixedSpec(new ChannelLayout(List.of(new Plain(3))), List.of(5, 7), true, false))
        .hasToString(
            "MixedSpec[layout=ChannelLayout[groups=[Plain[width=3]]], hidden=[5, 7], flagged=true, paired=false]");
  }

  private void draw(UniformRandomProvider random, float[] stored, int at) {
    int label = random.nextDouble() < SHARE ? 0 : 1;
    float[] noise = new float[PIXELS];
    Streams.fillNormal(random, noise, PIXELS);
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      stored[at + pixel] = (float) (mean(label, pixel) + SPREAD * noise[pixel]);
    }
    stored[at + PIXELS] = label;
  }

  private static float[] stored(int rows, int label) {
    float[] stored = new float[rows * (PIXELS + 1)];
    Arrays.fill(stored, Float.NaN);
    for (int row = 0; row < rows; row++) {
      stored[row * (PIXELS + 1) + PIXELS] = label;
    }
    return stored;
  }

  private static double average(float[] rows, int channel) {
    double sum = 0;
    int width = SPEC.dimension();
    for (int at = channel; at < rows.length; at += width) {
      sum += rows[at];
    }
    return sum * width / rows.length;
  }
}
