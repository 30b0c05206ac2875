package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.network.Unet;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.EffectiveValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes of a network of convolutions that follow from its images. */
class AutoUnetTest {
  @ParameterizedTest
  @CsvSource({
    "8, 5, 1, '[32,64]', '[2,3]'",
    "28, 28, 2, '[32,64]', '[2,3]'",
    "32, 7, 2, '[32,64]', '[2,3]'",
    "9, 33, 4, '[32,64]', '[2,3]'",
    "64, 64, 4, '[32,64]', '[2,3]'",
    "5, 65, 4, '[32,64,128]', '[2,2,3]'",
    "128, 127, 4, '[32,64,128]', '[2,2,3]'"
  })
  void followFromTheLongerSideAndAreRecorded(
      int width, int height, int patch, String channels, String blocks) {
    EffectiveSettings asked = settings(width, height);
    SettledSettings settled = new SettledSettings(asked);

    NetworkSpec spec = NetworkResolution.spec(width * height, settled);

    Unet net = (Unet) spec.architecture();
    assertThat(net.patch()).isEqualTo(patch);
    assertThat(text(net.hidden())).isEqualTo(channels);
    assertThat(text(net.repeats())).isEqualTo(blocks);
    assertThat(value(settled.get(), "network.unet.patch")).isEqualTo(Integer.toString(patch));
    assertThat(value(settled.get(), "network.unet.channels")).isEqualTo(channels);
    assertThat(value(settled.get(), "network.unet.blocks")).isEqualTo(blocks);
    int smallest = Math.max(width, height) / (patch << (net.hidden().size() - 1));
    assertThat(smallest).isBetween(3, 8);
  }

  /** An untouched network has the score of normal pixels. */
  @ParameterizedTest
  @CsvSource({"8, 8", "33, 9", "128, 65"})
  void makeNetworksOfAllTheImages(int width, int height) {
    int size = width * height;
    NetworkSpec spec = NetworkResolution.spec(size, new SettledSettings(settings(width, height)));
    float[] row = new float[size];
    float[] scores = new float[size];
    Streams.fillNormal(Streams.of(1, Purpose.DATASET), row, size);

    try (TrainedNetwork network =
        spec.trained(
            spec.initialParameters(2), KernelPlan.here(KernelChoice.LIBTORCH), Precision.FLOAT32)) {
      network.score(row, 1, 1, scores);
    }

    for (int i = 0; i < size; i++) {
      assertThat(scores[i]).isCloseTo(-row[i] / 2, within(1e-6f));
    }
  }

  @Test
  void oneOfChannelsAndBlocksGivesTheLevelsOfTheOther() {
    Unet narrow = net(8, 8, "network.unet.channels=48");
    assertThat(narrow.hidden()).containsExactly(48);
    assertThat(narrow.repeats()).containsExactly(3);
    Unet deep = net(8, 8, "network.unet.blocks=[1, 1, 1, 2]");
    assertThat(deep.hidden()).containsExactly(32, 64, 128, 256);
    Unet kept = net(128, 128, "network.unet.channels=[16, 32]", "network.unet.blocks=[1, 1]");
    assertThat(kept.hidden()).containsExactly(16, 32);
    assertThat(kept.repeats()).containsExactly(1, 1);
  }

  private static Unet net(int width, int height, String... further) {
    return (Unet) settings(width, height, further).settings().network().architecture();
  }

  private static EffectiveSettings settings(int width, int height, String... further) {
    return ShortTraining.settings(
        Stream.concat(
                Stream.of(
                    "network.architecture=unet",
                    "data.image.width=" + width,
                    "data.image.height=" + height),
                Stream.of(further))
            .toArray(String[]::new));
  }

  private static String text(List<Integer> list) {
    return list.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]"));
  }

  private static String value(EffectiveSettings settings, String key) {
    return settings.values().stream()
        .filter(value -> value.key().equals(key))
        .map(EffectiveValue::value)
        .findFirst()
        .orElseThrow();
  }
}
