package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.network.Explicit;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.Unet;
import io.ncsn.train.TrainSettings.OuterStep;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaRateTest {
  private static final NetworkSpec WIDE = new NetworkSpec(3, List.of(64, 400, 64), Form.EDM);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, AVERAGE", "7, AVERAGE", "8, SCALED", "1009, SCALED"})
  void eightReplicasAreMany(int replicas, OuterStep outer) {
    TrainSettings settings = TrainRuns.settings().replicas(replicas).outer(OuterStep.AUTO).build();
    assertThat(ReplicaRate.outer(settings, TrainRuns.SPEC)).isEqualTo(outer);
    assertThat(AutoTraining.resolved(settings, TrainRuns.SPEC, 10_000, 500))
        .containsEntry("train.outer", outer == OuterStep.SCALED ? "scaled" : "average");
  }

  @Test
  void whatWasNotMeasuredIsNotScaledUnlessAskedFor() {
    var settings = TrainRuns.settings().replicas(16).rounds(99).objective(new Explicit(0));
    assertThat(ReplicaRate.outer(settings.outer(OuterStep.AUTO).build(), TrainRuns.SPEC))
        .isEqualTo(OuterStep.AVERAGE);
    assertThat(factor(settings.outer(OuterStep.SCALED).build())).isEqualTo(16);
    var unet =
        new MixedSpec(
            new ChannelLayout(List.of(new Plain(35))),
            new Unet(7, 5, 1, 1, List.of(16), List.of(1), false),
            true,
            false);
    var many = TrainRuns.settings().replicas(16).outer(OuterStep.AUTO).build();
    assertThat(ReplicaRate.outer(many, unet)).isEqualTo(OuterStep.AVERAGE);
    assertThat(factor(settings.outer(OuterStep.NESTEROV).build())).isEqualTo(1);
  }

  /** The greatest rate is 1/(2·√400) = 0.025. */
  @ParameterizedTest
  @CsvSource({
    "9, 1e-3, 9, 9",
    "25, 1e-3, 100, 25",
    "26, 1e-3, 100, 25",
    "9, 0.01, 9, 2.5",
    "9, 0.2, 9, 1",
    "1, 1e-3, 9, 1",
    "16, 1e-3, 5, 5",
    "16, 1e-3, 1, 1"
  })
  void theRateGrowsWithTheReplicasUpToALimit(int replicas, double rate, int rounds, double factor) {
    TrainSettings settings =
        TrainRuns.settings()
            .replicas(replicas)
            .learningRate(rate)
            .rounds(rounds)
            .outer(OuterStep.SCALED)
            .build();
    assertThat(ReplicaRate.factor(settings, WIDE, settings.maxRounds()))
        .isCloseTo(factor, within(1e-12));
  }

  private static double factor(TrainSettings settings) {
    return ReplicaRate.factor(settings, TrainRuns.SPEC, settings.maxRounds());
  }

  /** A round of 16 replicas has 16 · 5 · 64 rows. */
  @Test
  void fewRoundsByEpochsLimitTheRateToo() {
    var settings =
        TrainRuns.settings().replicas(16).minibatches(5).batchSize(64).rounds(99).maxEpochs(97);
    TrainingRun run =
        TrainRuns.run(settings.outer(OuterStep.SCALED).build(), KernelChoice.LIBTORCH);
    double rounds = Math.ceil(97.0 * run.table().rows() / (16 * 5 * 64));
    assertThat(rounds).isBetween(2.0, 15.0);
    assertThat(StepSettings.of(run).rateFactor()).isEqualTo(rounds);
  }

  /** The mean is taken as it is, so the same rate set by hand gives the same bits. */
  @Test
  void eightReplicasLearnEightTimesAsFast() {
    var eight = TrainRuns.settings().replicas(8).minibatches(3).rounds(9);
    Checkpoint scaled = train("scaled", eight.outer(OuterStep.AUTO).build());
    Checkpoint byHand = train("by-hand", eight.outer(OuterStep.AVERAGE).learningRate(8e-3).build());
    Checkpoint slow = train("slow", eight.learningRate(1e-3).build());
    assertThat(scaled.vector(Checkpoint.PARAMETERS))
        .isEqualTo(byHand.vector(Checkpoint.PARAMETERS))
        .isNotEqualTo(slow.vector(Checkpoint.PARAMETERS));
    assertThat(scaled.vector(Checkpoint.EMA)).isEqualTo(byHand.vector(Checkpoint.EMA));
    assertThat(scaled.vectors()).doesNotContainKey(Checkpoint.VELOCITY);
  }

  @Test
  void whoeverDivergesIsToldOfTheFasterRate() {
    TrainSettings settings =
        TrainRuns.settings().replicas(8).rounds(9).outer(OuterStep.AUTO).build();
    StepSettings steps = StepSettings.of(settings, TrainRuns.SPEC);
    RoundTask task = new RoundTask(steps, TrainRuns.SCHEDULE, 4, 20, 5, 0.5, 0.6);
    List<ReplicaReport> reports = List.of(new ReplicaReport(6, 48, Double.NaN, 2, 0, 0));
    assertThatThrownBy(() -> Divergence.checkReplicas(task, reports))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith(
            "Training diverged in round 5, replica 6, minibatch 3 of 5: its loss is NaN. Set train.outer = average (scaled now multiplies train.learning-rate by 8.00). Lower train.learning-rate (now 0.001;");
  }

  private Checkpoint train(String name, TrainSettings settings) {
    ModelDirectory directory =
        ModelDirectory.at(folder.resolve(name).toString(), new Configuration());
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    return new Trainer(TrainRuns.spark(), run, directory, new TrainingListener() {})
        .run()
        .checkpoint();
  }
}
