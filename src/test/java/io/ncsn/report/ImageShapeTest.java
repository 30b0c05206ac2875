package io.ncsn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ImageShapeTest {
  private static final List<String> PIXELS =
      List.of("p_0_0", "p_0_1", "p_0_2", "p_1_0", "p_1_1", "p_1_2");

  @Test
  void aWidthThatIsSetGoesOverTheColumnsNames() {
    assertThat(ImageShape.width(OptionalInt.empty(), 1, PIXELS)).hasValue(3);
    assertThat(ImageShape.width(OptionalInt.of(2), 1, PIXELS)).hasValue(2);
    assertThat(ImageShape.width(OptionalInt.of(2), 3, PIXELS)).hasValue(2);
    assertThat(ImageShape.width(OptionalInt.of(3), 3, PIXELS)).isEmpty();
    assertThat(ImageShape.width(OptionalInt.empty(), 1, List.of("a", "b"))).isEmpty();
    assertThat(ImageShape.width(OptionalInt.empty(), 1, List.of("p_0_0", "p_1_1"))).isEmpty();
  }

  @Test
  void aWidthThatDoesNotFitIsNotPassedOverInSilence() {
    assertThat(ImageShape.width(OptionalInt.of(4), 1, PIXELS)).isEmpty();
    assertThat(ImageShape.mismatch(OptionalInt.of(4), 6))
        .hasValue(
            "No images are shown: report.image-width is 4, but 6 columns are no whole lines of 4 pixels.");
    assertThat(ImageShape.mismatch(OptionalInt.of(2), 6)).isEmpty();
    assertThat(ImageShape.mismatch(OptionalInt.empty(), 6)).isEmpty();
  }
}
