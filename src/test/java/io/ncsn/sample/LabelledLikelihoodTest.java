package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.network.Unet;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Densities of images of 5 by 3 pixels with labels, under an untouched network: pixels are normal,
 * of mean 100 and deviation 40, and independent of each other and of the label.
 */
class LabelledLikelihoodTest {
  private static final double MEAN = 100;
  private static final double SCALE = 40;
  private static final int PIXELS = 15;
  private static final double SHARE = 0.3;
  private static final double LEAST = 1e-3;
  private static final RowCodec CODEC =
      new RowCodec(
          TableSchema.Layout.COLUMNS,
          "",
          List.of(
              new ImageCodec("image", "array<smallint>", PIXELS, MEAN, SCALE, 0, 255),
              new CategoryCodec(
                  "label",
                  "string",
                  false,
                  0,
                  2,
                  TextLevels.of(
                      Map.of(UTF8String.fromString("a"), 70L, UTF8String.fromString("b"), 30L)))));

  /** A density is one of grey levels, not of standard deviations. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void logDensitiesAreInTheUnitsOfThePixels(boolean denoising) {
    double[] image = image();
    double expected = Math.log(SHARE);
    for (double pixel : image) {
      expected += logNormal(pixel);
    }
    Object[] found = densities(denoising, 0, image);
    assertThat((Double) found[0]).isCloseTo(expected, within(0.01));
    assertThat(found).hasSize(3);
  }

  /** Within half a level, the density of a pixel changes by a hundredth. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bitsPerDimensionAreThoseOfTheImageGivenItsLabel(boolean denoising) {
    double[] image = image();
    double sum = 0;
    for (double pixel : image) {
      sum -= logNormal(pixel) / Math.log(2) / PIXELS;
    }
    Object[] found = densities(denoising, 256, image);
    assertThat((Double) found[3]).isCloseTo(sum, within(0.02));
    double density = (Double) found[0];
    assertThat((Double) found[3]).isEqualTo(-(density - Math.log(SHARE)) / (PIXELS * Math.log(2)));
  }

  @Test
  void whatIsNoGreyLevelHasNone() {
    double[] image = image();
    image[7] = 100.5;
    assertThat(densities(true, 256, image)).startsWith(null, null).endsWith((Object) null);
    image[7] = 256;
    assertThat(densities(true, 256, image)).startsWith(null, null).endsWith((Object) null);
    assertThat(densities(false, 257, image)[3]).isNotNull();
  }

  private static double logNormal(double pixel) {
    double z = (pixel - MEAN) / SCALE;
    return -z * z / 2 - Math.log(2 * Math.PI) / 2 - Math.log(SCALE);
  }

  private static double[] image() {
    double[] image = new double[PIXELS];
    Arrays.setAll(image, i -> 17 * i);
    return image;
  }

  private static Object[] densities(boolean denoising, int greyLevels, double[] image) {
    MixedSpec spec =
        new MixedSpec(
            CODEC.channels(), new Unet(5, 3, 1, 1, List.of(16), List.of(1), false), true, false);
    double[] row = Arrays.copyOf(image, PIXELS + 1);
    row[PIXELS] = 1; // the rarer label
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 80, LEAST, 2);
    try (TrainedNetwork network =
        spec.trained(
            spec.initialParameters(3), KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32)) {
      return new BlockMixedLikelihood(
              schedule, CODEC, new LikelihoodPlan(denoising, 0, 1e-5, 7, greyLevels, LEAST, 3))
          .of(new RowBlock(0, new Object[1][0], CODEC.units(row)), network)
          .get(0);
    }
  }
}
