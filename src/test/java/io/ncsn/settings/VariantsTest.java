package io.ncsn.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Choice;
import io.ncsn.config.Variant;
import io.ncsn.config.Variants;
import io.ncsn.network.Architecture;
import io.ncsn.network.Blocks;
import io.ncsn.network.Layered;
import io.ncsn.network.Objective;
import io.ncsn.network.ObjectiveKind;
import io.ncsn.sample.SamplerKind;
import io.ncsn.sample.SamplingMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variant of a setting can be chosen by its word, and is documented. */
class VariantsTest {
  static Stream<Arguments> choices() {
    return Stream.of(
        Arguments.of(Objective.KEY, Objective.VARIANTS, "docs/objectives.md"),
        Arguments.of(SamplingMethod.KEY, SamplingMethod.VARIANTS, "docs/sampling.md"),
        Arguments.of(Architecture.KEY, Architecture.VARIANTS, "docs/kernels.md"));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void eachWordChoosesTheVariantOfThatName(String key, Variants<?> variants, String page) {
    for (String word : variants.words()) {
      Settings settings =
          ConfigTexts.read(
                  word.equals("unet")
                      ? "data.image { width = 8, height = 8 }"
                      : "network.kind = energy",
                  key + "=" + word,
                  "sample.sampler=" + (key.equals(SamplingMethod.KEY) ? word : "auto"))
              .settings();
      List<Variant> chosen =
          List.of(
              settings.train().objective(),
              settings.sample().method(),
              settings.network().architecture());
      assertThat(chosen).as("%s = %s", key, word).extracting(Variant::word).contains(word);
    }
  }

  @ParameterizedTest
  @MethodSource("choices")
  void eachWordIsInTheReferenceAndOnItsPage(String key, Variants<?> variants, String page)
      throws IOException {
    String reference =
        Files.readString(Path.of("src/main/resources/io/ncsn/config/reference.conf"));
    String text = Files.readString(Path.of(page));
    assertThat(variants.words())
        .allSatisfy(word -> assertThat(reference).contains(word))
        .allSatisfy(word -> assertThat(text).contains("`" + word + "`"));
  }

  static Stream<Arguments> enumsOfTests() {
    return Stream.of(
        Arguments.of(ObjectiveKind.values(), Objective.VARIANTS),
        Arguments.of(SamplerKind.values(), SamplingMethod.VARIANTS),
        Arguments.of(Blocks.values(), Variants.of(Architecture.KEY, Layered.class)));
  }

  /** Tests go through all variants by an enum, which must not miss one. */
  @ParameterizedTest
  @MethodSource("enumsOfTests")
  void theTestsKnowEveryVariant(Enum<?>[] known, Variants<?> variants) {
    assertThat(Arrays.stream(known).map(Choice::name)).containsExactlyElementsOf(variants.words());
  }
}
