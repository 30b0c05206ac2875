package io.ncsn.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseScheduleTest {
  @ParameterizedTest
  @EnumSource(ScheduleKind.class)
  void everyKindFallsFromItsBeginToItsEnd(ScheduleKind kind) {
    NoiseSchedule schedule = NoiseSchedule.of(kind, 20, 0.01, 37);
    assertThat(schedule.size()).isEqualTo(37);
    assertThat(schedule.largest()).isEqualTo(20);
    assertThat(schedule.smallest()).isEqualTo(0.01);
  }

  @Test
  void geometricLevelsHaveEqualRatios() {
    NoiseSchedule schedule = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 8, 0.5, 5);
    assertThat(schedule.levels()).containsExactly(new double[] {8, 4, 2, 1, 0.5}, within(1e-12));
    assertThat(schedule.ratio()).isCloseTo(2, within(1e-12));
  }

  @Test
  void linearLevelsHaveEqualDifferences() {
    assertThat(NoiseSchedule.of(ScheduleKind.LINEAR, 9, 1, 5).levels())
        .containsExactly(new double[] {9, 7, 5, 3, 1}, within(1e-12));
  }

  @Test
  void cosineLevelsAreDenseAtBothEndsAndGeometricInTheMiddle() {
    double[] levels = NoiseSchedule.of(ScheduleKind.COSINE, 16, 1, 5).levels();
    assertThat(levels[2]).isCloseTo(4, within(1e-12));
    assertThat(levels[1]).isCloseTo(Math.pow(16, (1 + Math.sqrt(0.5)) / 2), within(1e-12));
  }

  /** EDM eq. 5 for N = 3: (σ_max^{1/7} + ½(σ_min^{1/7} − σ_max^{1/7}))^7. */
  @Test
  void karrasLevelsAreEquallySpacedInTheSeventhRoot() {
    double middle = NoiseSchedule.of(ScheduleKind.KARRAS, 80, 0.002, 3).sigma(1);
    double roots = (Math.pow(80, 1.0 / 7) + Math.pow(0.002, 1.0 / 7)) / 2;
    assertThat(middle).isCloseTo(Math.pow(roots, 7), within(1e-10));
  }

  @Test
  void levelsThatDoNotFallAreRefused() {
    assertThatThrownBy(() -> new NoiseSchedule(ScheduleKind.LINEAR, new double[] {1, 1}))
        .hasMessage("Cannot use noise level 2 = 1.0: levels must be positive and decrease");
    assertThatThrownBy(() -> NoiseSchedule.of(ScheduleKind.GEOMETRIC, 1, 0, 3))
        .hasMessageStartingWith("Cannot use noise level");
    assertThatThrownBy(() -> NoiseSchedule.of(ScheduleKind.GEOMETRIC, 1, 0.1, 0))
        .hasMessageContaining("at least 1");
  }
}
