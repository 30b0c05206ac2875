package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.train.TrainSettings.Reduction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoTrainingTest {
  private static final NetworkSpec SMALL = new NetworkSpec(2, List.of(16, 16), Form.EDM);

  @Test
  void whatAutoCameToIsToldAndWhatWasSetIsNot() {
    assertThat(AutoTraining.resolved(TrainRuns.settings().build(), SMALL, 1000, 50))
        .as("of these settings only the reduction is auto")
        .containsOnlyKeys("train.reduction")
        .containsEntry("train.reduction", "driver");
    assertThat(AutoTraining.resolved(TrainRuns.settings().automatic().build(), SMALL, 1000, 50))
        .containsEntry("train.validate-every", "5")
        .containsEntry("train.outer", "average")
        .containsOnlyKeys(
            "train.averaging-frequency", "train.outer", "train.reduction", "train.validate-every");
  }

  /** A round of these settings has 3 replicas of 5 minibatches of 64 rows: 960 rows. */
  @ParameterizedTest
  @CsvSource({"1000, 7, 8", "960, 1, 1", "961, 1, 2", "1000, 0.01, 1", "1000003, 7, 11"})
  void epochsAreRounds(long rows, double epochs, String rounds) {
    var settings =
        TrainRuns.settings().replicas(3).minibatches(5).batchSize(64).rounds(11).maxEpochs(epochs);
    assertThat(AutoTraining.maxRounds(settings.build(), SMALL, rows))
        .hasValue(Integer.parseInt(rounds));
    assertThat(AutoTraining.roundsOfEpochs(settings.build(), SMALL, rows).isPresent())
        .as("fewer than the 11 that are set")
        .isEqualTo(Integer.parseInt(rounds) < 11);
  }

  @Test
  void whereALossMayEndTheTrainingEachRoundIsValidated() {
    var settings = TrainRuns.settings().automatic().targetLoss(0.5).build();
    assertThat(AutoTraining.validateEvery(settings, SMALL, 1000, 50)).isEqualTo(1);
    var set = TrainRuns.settings().targetLoss(0.5).build();
    assertThat(AutoTraining.validateEvery(set, SMALL, 1000, 50))
        .as("what is set stands")
        .isEqualTo(2);
  }

  /**
   * A round of these settings takes 1,024 rows three times through the network, a validation eight
   * times the held-out rows, of which it reads 16 shards of 512.
   */
  @ParameterizedTest
  @CsvSource({"0, 5", "96, 5", "97, 6", "1009, 53", "8192, 427", "1000000007, 427"})
  void validationsTakeATwentiethOfThePasses(long holdoutRows, int rounds) {
    var settings = TrainRuns.settings().automatic().replicas(1).batchSize(1);
    assertThat(AutoTraining.validateEvery(settings.build(), SMALL, 1000, holdoutRows))
        .isEqualTo(rounds);
    assertThat(AutoTraining.validateEvery(settings.maxEpochs(1034).build(), SMALL, 1000, 1009))
        .as("of 1,010 rounds a fortieth")
        .isEqualTo(25);
    assertThat(AutoTraining.validateEvery(settings.maxEpochs(20).build(), SMALL, 1000, 1009))
        .as("of 20 rounds every fifth all the same")
        .isEqualTo(5);
  }

  /**
   * A round of such a network takes less than 30 ms whatever H is, so H is as great as it may be.
   */
  @ParameterizedTest
  @CsvSource({"1000, 1024", "262143, 1024", "524288, 2048", "1000000, 2048", "100000000, 8192"})
  void replicasOfSmallNetworksSeeNoRowTwiceInALongRound(long rows, int minibatches) {
    var settings = TrainRuns.settings().automatic().replicas(2).batchSize(128).build();
    assertThat(AutoTraining.averagingFrequency(settings, SMALL, rows)).isEqualTo(minibatches);
  }

  /**
   * A minibatch of 128 rows takes 6.9 ms, 3 · 1,082,368 operations a row at 6e10 a second. Outside
   * it, a round takes 30 ms and 81 ms for 542,736 parameters, so from 305 minibatches on a
   * twentieth of it is outside. Beyond 16 replicas each takes 1 ms to launch and 15 ms to average:
   * 29 want 874. Beyond 41, executors average in 200 ms: 101 replicas want 1,087 minibatches, and
   * 1,009 want four times 305.
   */
  @ParameterizedTest
  @CsvSource({"1, 512", "16, 512", "29, 1024", "101, 2048", "1009, 2048"})
  void manyReplicasAverageLessOften(int replicas, int minibatches) {
    NetworkSpec network = new NetworkSpec(16, List.of(512, 512, 512), Form.EDM);
    var settings = TrainRuns.settings().automatic().replicas(replicas).batchSize(128).build();
    assertThat(AutoTraining.averagingFrequency(settings, network, 1_000_000_000))
        .isEqualTo(minibatches);
  }

  /** A replica's rows of a round are counted in an int, with room to spare. */
  @ParameterizedTest
  @CsvSource({"100003, 8192", "122071, 4096", "200003, 4096", "400009, 2048"})
  void longRoundsOfLargeMinibatchesHaveCountableRows(int batchSize, int minibatches) {
    NetworkSpec tiny = new NetworkSpec(1, List.of(1), Form.EDM);
    var settings = TrainRuns.settings().automatic().replicas(1).batchSize(batchSize).build();
    assertThat(AutoTraining.averagingFrequency(settings, tiny, 1_000_000_000_000L))
        .isEqualTo(minibatches);
    assertThat((long) minibatches * batchSize).isLessThanOrEqualTo(1_000_000_000);
  }

  /** 3 × 4 bytes a parameter and replica, up to 256 MiB: 11,184,810 parameters of two replicas. */
  @Test
  void replicasThatTheDriverCannotHoldAreReducedBySegments() {
    var settings = TrainRuns.settings().replicas(2);
    NetworkSpec fits = new NetworkSpec(2, List.of(3300, 3300), Form.EDM);
    NetworkSpec large = new NetworkSpec(2, List.of(3400, 3400), Form.EDM);
    assertThat(fits.parameters()).isLessThan(11_184_810);
    assertThat(large.parameters()).isGreaterThan(11_184_810);
    assertThat(AutoTraining.reduction(settings.build(), fits)).isEqualTo(Reduction.DRIVER);
    assertThat(AutoTraining.reduction(settings.build(), large)).isEqualTo(Reduction.SEGMENTS);
    assertThat(AutoTraining.reduction(settings.reduction(Reduction.DRIVER).build(), large))
        .isEqualTo(Reduction.DRIVER);
  }
}
