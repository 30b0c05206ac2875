package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
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
    assertThat(AutoTraining.resolved(settings, TrainRuns.SPEC, 10_000))
        .containsEntry("train.outer", outer == OuterStep.SCALED ? "scaled" : "average");
  }

  @Test
  void whatWasNotMeasuredIsNotScaledUnlessAskedFor() {
    var settings = TrainRuns.settings().replicas(16).objective(new Explicit(0));
    assertThat(ReplicaRate.outer(settings.outer(OuterStep.AUTO).build(), TrainRuns.SPEC))
        .isEqualTo(OuterStep.AVERAGE);
    assertThat(ReplicaRate.factor(settings.outer(OuterStep.SCALED).build(), TrainRuns.SPEC))
        .isEqualTo(16);
    var unet = new MixedSpec(
            new ChannelLayout(List.of(new Plain(35))),
            new Unet(7, 5, 1, 1, List.of(16), List.of(1), false),
            true,
            false);
    var many = TrainRuns.settings().replicas(16).outer(OuterStep.AUTO).build();
    assertThat(ReplicaRate.outer(many, unet)).isEqualTo(OuterStep.AVERAGE);
    assertThat(ReplicaRate.factor(settings.outer(OuterStep.NESTEROV).build(), TrainRuns.SPEC))
        .isEqualTo(1);
  }

  /** The greatest rate is 1/(2·√400) = 0.025. */
  @ParameterizedTest
  @CsvSource({"9, 1e-3, 9", "25, 1e-3, 25", "26, 1e-3, 25", "9, 0.01, 2.5", "9, 0.2, 1", "1, 1e-3, 1"})
  void theRateGrowsWithTheReplicasUpToALimit(int replicas, double rate, double factor) {
    TrainSettings settings =
        TrainRuns.settings().replicas(replicas).learningRate(rate).outer(OuterStep.SCALED).build();
    assertThat(ReplicaRate.factor(settings, WIDE)).isCloseTo(factor, within(1e-12));
  }

  /** The mean is taken as it is, so the same rate set by hand gives the same bits. */
  @Test
  void eightReplicasLearnEightTimesAsFast() {
    var eight = TrainRuns.settings().replicas(8).minibatches(3).rounds(4);
    Checkpoint scaled = train("scaled", eight.outer(OuterStep.AUTO).build());
    Checkpoint byHand =
        train("by-hand", eight.outer(OuterStep.AVERAGE).learningRate(8e-3).build());
    Checkpoint slow = train("slow", eight.learningRate(1e-3).build());
    assertThat(scaled.vector(Checkpoint.PARAMETERS))
        .isEqualTo(byHand.vector(Checkpoint.PARAMETERS))
        .isNotEqualTo(slow.vector(Checkpoint.PARAMETERS));
    assertThat(scaled.vector(Checkpoint.EMA)).isEqualTo(byHand.vector(Checkpoint.EMA));
    assertThat(scaled.vectors()).doesNotContainKey(Checkpoint.VELOCITY);
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
