package io.ncsn.train;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.train.TrainSettings.OuterStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that end before their last round: they diverge, or are good enough. */
class TrainerStopsTest {
  @TempDir private Path folder;

  @Test
  void aNumberThatIsNotFiniteStopsTrainingAndLeavesTheLastGoodCheckpoint() {
    List<Shard> shards = new ArrayList<>(List.of(TrainRuns.shard(0, 500), TrainRuns.shard(1, 500)));
    shards.get(1).floats()[77] = Float.NaN;
    TrainSettings settings = TrainRuns.settings().replicas(1).rounds(40).build();
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH, shards);
    RoundRecorder recorder = new RoundRecorder();
    assertThatThrownBy(() -> trainer("nan", run, recorder).run())
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("Training diverged in round")
        .hasMessageContaining("replica 0, minibatch")
        .hasMessageContaining("Lower train.learning-rate (now 0.001; try 3.3e-04)");
    int rounds = recorder.rounds.size();
    assertThat(rounds).as("rounds before the NaN is drawn").isGreaterThanOrEqualTo(2);
    assertThat(directory("nan").read().state().round()).isEqualTo(rounds / 2 * 2);
  }

  @Test
  void parametersThatTheOuterStepBlowsUpAreNotPublished() {
    TrainSettings settings =
        TrainRuns.settings().rounds(1).outer(OuterStep.NESTEROV).outerRates(1e60, 0.9).build();
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    assertThatThrownBy(() -> trainer("outer", run, new RoundRecorder()).run())
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("Training diverged in round 1: the averaged parameters hold")
        .hasMessageContaining("Lower train.outer-learning-rate (now 1.0E60)");
    assertThat(directory("outer").exists()).isFalse();
  }

  /** Training rows are good, so that only the validation after round 2 can notice. */
  @Test
  void aHoldoutLossThatIsNotFiniteStopsTrainingBeforeItsCheckpoint() {
    List<Shard> train = List.of(TrainRuns.shard(0, 500));
    List<Shard> holdout = List.of(TrainRuns.shard(0, 100), TrainRuns.shard(1, 50));
    holdout.get(1).floats()[3] = Float.NaN;
    TrainSettings settings = TrainRuns.settings().replicas(1).build();
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH, train, holdout);
    assertThatThrownBy(() -> trainer("holdout", run, new RoundRecorder()).run())
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("Training diverged in round 2: the hold-out loss at noise levels 5.0")
        .hasMessageContaining("a held-out row lies far beyond all others");
    assertThat(directory("holdout").exists()).isFalse();
  }

  @Test
  void trainingStopsAfterTheRoundThatCompletesTheEpochs() {
    TrainSettings settings = TrainRuns.settings().rounds(200).maxEpochs(2.5).build();
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    double rowsOfRound =
        (double) settings.replicas()
            * settings.batchSize()
            * settings.averagingFrequency().getAsInt();
    RoundRecorder recorder = new RoundRecorder();
    TrainingOutcome outcome = trainer("epochs", run, recorder).run();
    assertThat(outcome.reason()).contains("train.max-epochs is reached");
    assertThat(outcome.checkpoint().state().round())
        .isEqualTo((int) Math.ceil(2.5 * run.table().rows() / rowsOfRound))
        .isLessThan(200);
    assertThat(recorder.mostRounds).hasValue(outcome.checkpoint().state().round());
  }

  @Test
  void trainingStopsWhenTheHoldoutLossNoLongerImproves() {
    TrainSettings settings =
        TrainRuns.settings().learningRate(1e-12).rounds(200).patience(2).build();
    RoundRecorder recorder = new RoundRecorder();
    TrainingOutcome outcome =
        trainer("early", TrainRuns.run(settings, KernelChoice.LIBTORCH), recorder).run();
    assertThat(outcome.reason()).contains("the hold-out loss has not improved for 2 validations");
    assertThat(recorder.rounds.size()).isLessThan(200);
    assertThat(outcome.checkpoint().vectors()).containsKey(Checkpoint.BEST);
  }

  @Test
  void trainingStopsAtTheFirstHoldoutLossThatIsNotAboveTheTarget() {
    RoundRecorder whole = new RoundRecorder();
    trainer("whole", TrainRuns.run(TrainRuns.settings().build(), KernelChoice.LIBTORCH), whole)
        .run();
    assertThat(whole.holdout)
        .as("after rounds 2, 4 and 6")
        .hasSize(3)
        .isSortedAccordingTo(reverseOrder());

    TrainSettings settings = TrainRuns.settings().targetLoss(whole.holdout.get(1)).build();
    RoundRecorder stopped = new RoundRecorder();
    TrainingOutcome outcome =
        trainer("target", TrainRuns.run(settings, KernelChoice.LIBTORCH), stopped).run();

    assertThat(outcome.reason()).isEqualTo("train.target-loss is reached");
    assertThat(stopped.holdout).containsExactlyElementsOf(whole.holdout.subList(0, 2));
    assertThat(stopped.rounds).last().isEqualTo(4);
  }

  private Trainer trainer(String name, TrainingRun run, TrainingListener listener) {
    return new Trainer(TrainRuns.spark(), run, directory(name), listener);
  }

  private ModelDirectory directory(String name) {
    return ModelDirectory.at(folder.resolve(name).toString(), new Configuration());
  }
}
