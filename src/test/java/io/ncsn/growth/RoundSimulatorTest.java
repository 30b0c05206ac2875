package io.ncsn.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Simulated rounds against what can be worked out by hand. */
class RoundSimulatorTest {
  private static final RoundCost COST = new RoundCost(0.01, 0.001, 0.05, 1e-8, 2e-9, 0.1, 3e-8);
  private static final double NO_NETWORK = Double.POSITIVE_INFINITY;
  private static final int PARAMETERS = 1_000_000;

  /** A replica's round of 128 · 10 rows takes 1.28 s. */
  private static AveragedTraining training(int replicas, int segment) {
    return new AveragedTraining(PARAMETERS, 1e-3, 128, 10, replicas, segment, 3);
  }

  private static List<SimulatedRound> rounds(
      AveragedTraining training, Cluster cluster, int count) {
    return new RoundSimulator(COST, cluster, training).rounds(count, 7);
  }

  private static Cluster cluster(int executors, double bandwidth, Stragglers stragglers) {
    return new Cluster(executors, 2, bandwidth, stragglers);
  }

  private static double mean(List<SimulatedRound> rounds) {
    return rounds.stream().mapToDouble(SimulatedRound::replicas).average().orElseThrow();
  }

  @Test
  void aRoundWithoutStragglersIsTheSumOfItsTerms() {
    SimulatedRound round =
        rounds(training(6, 0), cluster(3, NO_NETWORK, Stragglers.none()), 1).get(0);
    assertThat(round.driver()).isCloseTo(0.01 + 0.01, within(1e-12));
    assertThat(round.replicas()).as("launched last").isCloseTo(6 * 0.001 + 1.28, within(1e-12));
    assertThat(round.reduction()).isCloseTo(6 * 0.002, within(1e-12));
    assertThat(round.checkpoint()).isZero();
    assertThat(round.seconds()).isCloseTo(0.02 + 1.286 + 0.012, within(1e-12));
  }

  /** Five replicas on two slots take three turns. */
  @Test
  void replicasThatFindNoSlotWaitForOne() {
    SimulatedRound round =
        rounds(training(5, 0), cluster(1, NO_NETWORK, Stragglers.none()), 1).get(0);
    assertThat(round.replicas()).isCloseTo(0.001 + 3 * 1.28, within(1e-12));
  }

  /** 12 MB are three blocks of 4 MiB, which go to 8 executors in 3 + 3 turns of a third each. */
  @Test
  void vectorsTakeTheirTimeOnTheNetwork() {
    SimulatedRound round = rounds(training(16, 0), cluster(8, 1e8, Stragglers.none()), 1).get(0);
    double broadcast = 6 * 4e6 / 1e8;
    assertThat(round.replicas()).isCloseTo(broadcast + 1.28, within(1e-12));
    assertThat(round.reduction())
        .as("16 replicas of 12 MB, one after the other")
        .isCloseTo(16 * 0.12 + 16 * 0.002, within(1e-9));
  }

  /** Two segments of 2²⁰ numbers and what is left of three million, on a task each. */
  @Test
  void segmentsAreSummedSideBySide() {
    SimulatedRound round =
        rounds(training(4, 1 << 20), cluster(2, 1e8, Stragglers.none()), 1).get(0);
    double number = 4 / 1e8 + 2e-9 / 3;
    double last = 0.002 + 4 * (1 << 20) * number;
    assertThat(round.reduction()).isCloseTo(0.05 + last + 0.12, within(1e-9));
  }

  /** With two tasks, one has the first and the last segment. */
  @Test
  void fewTasksSumSeveralSegments() {
    SimulatedRound round =
        rounds(training(2, 1 << 20), cluster(2, 1e8, Stragglers.none()), 1).get(0);
    double number = 4 / 1e8 + 2e-9 / 3;
    double first = 0.001 + 2 * (3_000_000 - (1 << 20)) * number;
    assertThat(round.reduction()).isCloseTo(0.05 + first + 0.12, within(1e-9));
  }

  @Test
  void everyThirdRoundPaysForACheckpoint() {
    List<SimulatedRound> rounds =
        rounds(training(2, 0), cluster(1, NO_NETWORK, Stragglers.none()), 7);
    assertThat(rounds)
        .extracting(SimulatedRound::checkpoint)
        .containsExactly(0.0, 0.0, 0.1 + 0.03, 0.0, 0.0, 0.1 + 0.03, 0.0);
  }

  /** The greatest of R exponentials has the mean m·(1 + 1/2 + … + 1/R). */
  @Test
  void theSlowestOfExponentialStragglersIsLateByTheHarmonicNumber() {
    int replicas = 64;
    List<SimulatedRound> rounds =
        rounds(training(replicas, 0), cluster(32, NO_NETWORK, Stragglers.exponential(0.5)), 4000);
    double harmonic = IntStream.rangeClosed(1, replicas).mapToDouble(i -> 1.0 / i).sum();
    double launching = replicas * 0.001; // at most: who is late is hardly ever the last launched
    assertThat(mean(rounds))
        .isBetween(1.28 * (1 + 0.5 * harmonic), 1.28 * (1 + 0.5 * harmonic) + launching + 0.04);
  }

  /** At least one of R tasks is redone with probability 1 − (1 − p)^R. */
  @Test
  void aRoundIsTwiceAsLongWhereAnyReplicaIsRedone() {
    List<SimulatedRound> rounds =
        rounds(training(50, 0), cluster(25, NO_NETWORK, Stragglers.redone(0.02)), 4000);
    double share = rounds.stream().filter(round -> round.replicas() > 2 * 1.28).count() / 4000.0;
    assertThat(share).isCloseTo(1 - Math.pow(0.98, 50), within(0.03));
  }

  /** P(greatest excess ≤ x) = (1 − (s/x)^a)^R. */
  @Test
  void heavyTailsHaveTheirMedian() {
    int replicas = 20;
    List<SimulatedRound> rounds =
        rounds(training(replicas, 0), cluster(10, NO_NETWORK, Stragglers.pareto(0.1, 1.5)), 4000);
    double median = rounds.stream().mapToDouble(SimulatedRound::replicas).sorted().toArray()[2000];
    double excess = 0.1 / Math.pow(1 - Math.pow(0.5, 1.0 / replicas), 1 / 1.5);
    assertThat(median).isCloseTo(1.28 * (1 + excess), within(0.05 * 1.28 * excess + 0.02));
  }

  @Test
  void theSeedDecides() {
    Cluster cluster = cluster(4, 1e9, Stragglers.exponential(1));
    RoundSimulator simulator = new RoundSimulator(COST, cluster, training(8, 0));
    assertThat(simulator.rounds(5, 1)).isEqualTo(simulator.rounds(5, 1));
    assertThat(simulator.rounds(5, 1)).isNotEqualTo(simulator.rounds(5, 2));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new RoundCost(0, -1, 0, 0, 0, 0, 0)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Cluster(0, 2, 1, Stragglers.none())).hasMessageContaining("0");
  }
}
