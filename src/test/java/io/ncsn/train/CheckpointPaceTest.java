package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
  @Test
  void aNumberOfRoundsCountsAndNotTheirTime() {
    CheckpointPace pace = new CheckpointPace(OptionalInt.of(3), 0);
    assertThat(IntStream.rangeClosed(1, 9).filter(round -> pace.isDue(round, 100.0 * round)))
        .containsExactly(3, 6, 9);
  }

  /** Also if a training goes on after 7 s, and if a checkpoint that was due is left out. */
  @Test
  void automaticallyRoundsOfTenSecondsDo() {
    CheckpointPace pace = new CheckpointPace(OptionalInt.empty(), 7);
    assertThat(pace.isDue(1000, 16.99)).isFalse();
    assertThat(pace.isDue(1001, 17)).isTrue();
    assertThat(pace.isDue(1002, 17.25)).as("none was written").isTrue();
    pace.published(17.25);
    assertThat(pace.isDue(1003, 27.24)).isFalse();
    assertThat(pace.isDue(1004, 60)).as("one long round").isTrue();
  }
}
