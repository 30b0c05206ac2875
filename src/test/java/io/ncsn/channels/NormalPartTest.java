package io.ncsn.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class NormalPartTest {
  @Test
  void theStandardNormalHasAsMuchInAPartAsItsSharesSay() {
    NormalPart part = NormalPart.of(0, 1, 0.5, 0.8);

    assertThat(part.probability()).isCloseTo(0.3, within(1e-6));
    assertThat(part.share(0)).isCloseTo(0.5f, within(1e-6f));
    assertThat(part.share(0.25)).isCloseTo(0.575f, within(1e-6f));
    assertThat(part.share(1)).isCloseTo(0.8f, within(1e-6f));
  }

  @Test
  void aPartFarFromTheMeanIsExact() {
    NormalPart part = NormalPart.of(10, 1, 0, 0.5);

    assertThat(part.probability()).isCloseTo(7.619853e-24, Percentage.withPercentage(1e-3));
    // Below 0 half of it lies below −.0684, where Φ(z − 10) = Φ(−10)/2; Φ(−.0684) = .4727.
    assertThat(part.share(0.5)).isCloseTo(0.47273f, within(1e-5f));
  }

  @Test
  void partsWithoutBoundHoldEverything() {
    assertThat(NormalPart.of(-7, 0.3, 0, 1).probability()).isEqualTo(1);
    assertThat(NormalPart.of(3, 2, 0, 0.37).probability())
        .isCloseTo(1 - NormalPart.of(3, 2, 0.37, 1).probability(), within(1e-12));
  }
}
