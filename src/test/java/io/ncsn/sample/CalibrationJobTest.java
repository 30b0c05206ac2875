package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CalibrationJobTest {
  @Test
  void autoIsEightTimesTheRowsButNotMoreThanItNeeds() {
    OptionalInt auto = OptionalInt.empty();
    assertThat(CalibrationJob.rows(auto, 1_009, Long.MAX_VALUE)).isEqualTo(8_072);
    assertThat(CalibrationJob.rows(auto, 8_191, Long.MAX_VALUE)).isEqualTo(65_528);
    assertThat(CalibrationJob.rows(auto, 8_193, Long.MAX_VALUE)).isEqualTo(65_536);
    assertThat(CalibrationJob.rows(auto, 10_000_000_019L, Long.MAX_VALUE)).isEqualTo(65_536);
    assertThat(CalibrationJob.rows(auto, 1_009, 3_231))
        .as("a short training has a short calibration")
        .isEqualTo(100);
    assertThat(CalibrationJob.rows(OptionalInt.of(0), 1_009, Long.MAX_VALUE)).isZero();
    assertThat(CalibrationJob.rows(OptionalInt.of(70_001), 3, Long.MAX_VALUE)).isEqualTo(70_001);
  }

  /** A row that is not finite would be read as one of every column's first level. */
  @Test
  void rowsThatAreNotFiniteAreNotCounted() {
    float nan = Float.NaN;
    float far = Float.POSITIVE_INFINITY;
    float[] channels = {nan, 1, 2, 3, 4, 5, 6, 7, far, 9, 10, 11};

    assertThat(CalibrationJob.keepFinite(channels, 3)).isEqualTo(2);
    assertThat(Arrays.copyOf(channels, 6)).containsExactly(3, 4, 5, 9, 10, 11);
  }
}
