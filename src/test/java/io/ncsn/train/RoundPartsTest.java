package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundPartsTest {
  private static ReplicaReport replica(int id, double loading, double steps) {
    return new ReplicaReport(id, 128, 0, -1, loading, steps);
  }

  /** The second replica is the slowest: .02 + .5 of the job's .6 seconds. */
  @Test
  void replicasSideBySideWaitForTheSlowest() {
    RoundParts parts =
        RoundParts.of(0.01, 0.6, 0.03, List.of(replica(0, 0.1, 0.3), replica(1, 0.02, 0.5)), 2);
    assertThat(parts.publishing()).isEqualTo(0.01);
    assertThat(parts.tasks()).isCloseTo(0.08, within(1e-12));
    assertThat(parts.loading()).isEqualTo(0.02);
    assertThat(parts.steps()).isCloseTo(0.4, within(1e-12));
    assertThat(parts.waiting()).isCloseTo(0.1, within(1e-12));
    assertThat(parts.averaging()).isEqualTo(0.03);
    assertThat(parts.seconds()).isCloseTo(0.01 + 0.6 + 0.03, within(1e-12));
  }

  /** Five equal replicas on two cores: each core has two and a half. */
  @Test
  void replicasThatTakeTurnsWait() {
    List<ReplicaReport> five =
        List.of(
            replica(0, 0.1, 1),
            replica(1, 0.1, 1),
            replica(2, 0.1, 1),
            replica(3, 0.1, 1),
            replica(4, 0.1, 1));
    RoundParts parts = RoundParts.of(0, 3.4, 0, five, 2);
    assertThat(parts.tasks()).isCloseTo(3.4 - 2.5 * 1.1, within(1e-12));
    assertThat(parts.steps()).isCloseTo(1, within(1e-12));
    assertThat(parts.waiting()).isCloseTo(2.5 * 1.1 - 0.1 - 1, within(1e-12));
    assertThat(parts.seconds()).isCloseTo(3.4, within(1e-12));
  }
}
