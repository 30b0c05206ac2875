package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsTest {
  @Test
  void fewReplicasHaveSegmentsOfFourMebibytes() {
    assertThat(Segments.length(1)).isEqualTo(1 << 20);
    assertThat(Segments.length(16)).isEqualTo(1 << 20);
    assertThat(Segments.count(3 * 700_001, 16)).isEqualTo(3);
  }

  /** So a thousand replicas of 550,000 parameters are summed by a hundred tasks, and not by two. */
  @ParameterizedTest
  @ValueSource(ints = {17, 101, 1009, 4001})
  void aTaskSumsSixteenMillionNumbersAtMost(int replicas) {
    assertThat((long) Segments.length(replicas) * replicas).isBetween(15_000_000L, 1L << 24);
  }

  @Test
  void noSegmentIsShorterThanSixteenKibibytes() {
    assertThat(Segments.length(100_003)).isEqualTo(4096);
  }
}
