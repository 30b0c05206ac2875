package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SlicedWassersteinTest {
  @Test
  void pointsAreMatchedInOrderWhateverTheirOrder() {
    double square =
        SlicedWasserstein.squaredDistance(new double[] {3, 1, 2}, new double[] {5, 3, 4});

    assertThat(square).isCloseTo(4, within(1e-12));
  }

  @Test
  void setsOfDifferentSizesShareTheirMass() {
    // Quantiles: {0, 6} against {0, 3, 6}: 0 → 0 for ⅓, 0 → 3 for ⅙, 6 → 3 for ⅙, 6 → 6 for ⅓.
    double square = SlicedWasserstein.squaredDistance(new double[] {0, 6}, new double[] {0, 3, 6});

    assertThat(square).isCloseTo(9 / 6.0 + 9 / 6.0, within(1e-12));
  }

  @Test
  void repeatingEveryPointChangesNothing() {
    double square =
        SlicedWasserstein.squaredDistance(new double[] {1, 2}, new double[] {2, 1, 1, 2});

    assertThat(square).isZero();
  }
}
