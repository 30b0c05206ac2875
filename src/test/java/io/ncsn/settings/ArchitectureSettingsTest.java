package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.network.Precision;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the settings of an architecture mean, and which do not fit one another. */
class ArchitectureSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "unet"})
  void trainingMayBeIn16Bits(String architecture) {
    String image = "data.image { width = 5, height = 3 }";
    assertThat(
            ConfigTexts.read(
                    "train.precision = bfloat16\nnetwork.avoid = [fused-adam]\n%s\nnetwork.architecture = %s"
                        .formatted(architecture.equals("unet") ? image : "", architecture))
                .settings()
                .train()
                .precision())
        .isEqualTo(Precision.BFLOAT16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "true; true",
        "[false, true]; true",
        "false; false",
        "[true, false]; [true, false]",
        "\"true,true\"; [true, true]"
      })
  void attentionIsOneFlagOrAFlagForEachLevel(String written, String meant) {
    String text =
        "data.image { width = 5, height = 3 }\nnetwork { architecture = unet, unet.attention = %s }";
    assertThat(ConfigTexts.read(text.formatted(written)).settings().network().architecture())
        .asString()
        .endsWith("attention=" + meant + "]");
  }

  /** A list whose end alone is true means one flag, but not one of a network with more levels. */
  @ParameterizedTest
  @ValueSource(strings = {"[false, true]", "[true, false]", "[false, false, false, true]"})
  void attentionHasAsManyFlagsAsThereAreLevels(String flags) {
    String text =
        "data.image { width = 5, height = 3 }\nnetwork { architecture = unet, unet { channels = [16, 32, 48], blocks = [2, 2, 2], attention = %s } }";
    assertThatThrownBy(() -> ConfigTexts.read(text.formatted(flags)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "network.unet.attention is %s, but network.unet.channels is [16, 32, 48], and each level needs one flag"
                .formatted(flags));
  }

  /** 4·2304² weights of four bytes, for 64 images, are 5.06 GiB. */
  @Test
  void attentionOfOneFlagBetweenManyPixelsIsWarnedOfAndAListRefused() {
    String text =
        "data.image { width = %d, height = 48 }\nnetwork { architecture = unet, unet { patch = 1, channels = %s, blocks = %s, attention = %s } }";
    String takes =
        "has 48 x 48 pixels, between which attention of 4 heads takes 5.1 GiB for 64 images";
    assertThat(warning(text.formatted(48, "[16]", "[2]", "true")))
        .hasValue(
            "network.unet.attention is true, and level 1 %s; if that is too much, set it to false, or set a larger network.unet.patch"
                .formatted(takes));
    assertThat(warning(text.formatted(48, "[16]", "[1]", "true"))).as("one block").isEmpty();
    assertThat(warning(text.formatted(48, "[16]", "[2]", "false"))).isEmpty();
    String list = text.replace("48 }", "95 }").formatted(95, "[16, 32]", "[2, 2]", "[false, true]");
    assertThatThrownBy(() -> ConfigTexts.read(list))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("network.unet.attention is [false, true], but level 2 " + takes);
  }

  private static Optional<String> warning(String text) {
    return ConfigTexts.read(text).settings().network().architecture().warning();
  }
}
