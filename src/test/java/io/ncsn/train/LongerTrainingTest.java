package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreModel;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.train.TrainSettings.Decay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings that end elsewhere than they were to, and those that lead nowhere. */
class LongerTrainingTest {
  @TempDir private Path folder;
  private final List<Integer> rounds = new ArrayList<>();

  @Test
  void aFinishedTrainingGoesOnToTheBitsOfOneThatWasThatLong() {
    TrainSettings eleven = TrainRuns.settings().decay(Decay.NONE).rounds(11).build();
    Checkpoint whole = train("whole", eleven).checkpoint();
    train("parts", TrainRuns.settings().decay(Decay.NONE).rounds(4).build());

    rounds.clear();
    Checkpoint parts = train("parts", eleven).checkpoint();

    assertThat(rounds).containsExactly(5, 6, 7, 8, 9, 10, 11);
    for (String vector : List.of(Checkpoint.PARAMETERS, Checkpoint.UPDATER, Checkpoint.EMA)) {
      assertThat(parts.vector(vector)).as(vector).isEqualTo(whole.vector(vector));
    }
    assertThat(directory("parts").read().state().finished()).isTrue();
  }

  @Test
  void theLearningRateComesDownToTheNewEnd() {
    train("cosine", TrainRuns.settings().rounds(3).build());
    rounds.clear();
    double[] rate = new double[1];
    TrainingRun longer =
        TrainRuns.run(TrainRuns.settings().rounds(6).build(), KernelChoice.LIBTORCH);
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onRound(RoundReport report) {
            rounds.add(report.round());
            rate[0] = Math.max(rate[0], report.learningRate());
          }
        };

    new Trainer(TrainRuns.spark(), longer, directory("cosine"), listener).run();

    assertThat(rounds).containsExactly(4, 5, 6);
    assertThat(rate[0]).as("from half of the cosine on").isBetween(1e-4, 0.5e-3);
  }

  @Test
  void fewerRoundsThanTheModelHasHadAreRefused() {
    train("model", TrainRuns.settings().rounds(5).build());

    assertThatThrownBy(() -> train("model", TrainRuns.settings().rounds(3).build()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its model has had 5 rounds, and train.max-rounds is 3")
        .hasMessageContaining("set train.max-rounds to more than 5");
  }

  @Test
  void fewerEpochsThanTheModelHasHadAreRefused() {
    train("epochs", TrainRuns.settings().rounds(5).build());

    assertThatThrownBy(
            () -> train("epochs", TrainRuns.settings().rounds(9).maxEpochs(1e-3).build()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its model has had 5 rounds, and train.max-epochs comes to 1;")
        .hasMessageContaining("set train.max-epochs to more, set another output");
  }

  /** Finite all along: nothing but the untouched network tells. */
  @Test
  void aTrainingThatEndsFarWorseThanItBeganLeavesNoModel() {
    TrainSettings tooFast =
        TrainRuns.settings().learningRate(30).clipNorm(Double.POSITIVE_INFINITY).build();

    assertThatThrownBy(() -> train("hopeless", tooFast))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("the hold-out loss is ")
        .hasMessageContaining("before the first step. Lower train.learning-rate (now 30.0; try ")
        .hasMessageContaining("set train.clip-norm = 10");
    assertThat(directory("hopeless").exists()).isFalse();
  }

  /** Three rows, and a hold-out loss of over ten times the untouched network's: no divergence. */
  @Test
  void aNetworkThatHasLearnedItsRowsByHeartIsAModel() {
    TrainSettings settings =
        TrainRuns.settings().replicas(1).learningRate(1e-2).minibatches(300).rounds(40).build();

    List<Shard> few = List.of(TrainRuns.shard(0, 3));
    NoiseSchedule fine = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 5, 0.01, 6);
    NetworkSpec wide = new NetworkSpec(2, List.of(64, 64), Form.EDM);
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH, few, wide, fine);
    float[] start = ScoreModel.initialised(wide, settings.seed()).parameters();
    double untouched = Holdout.loss(TrainRuns.spark(), run, start).loss();
    double[] heldOut = new double[1];
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onValidation(Validation validation) {
            heldOut[0] = validation.loss();
          }
        };

    TrainingOutcome outcome =
        new Trainer(TrainRuns.spark(), run, directory("by heart"), listener).run();

    assertThat(heldOut[0]).isGreaterThan(10 * untouched);
    assertThat(outcome.checkpoint().state().loss()).isLessThan(untouched);
    assertThat(directory("by heart").read().state().finished()).isTrue();
  }

  private TrainingOutcome train(String name, TrainSettings settings) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onRound(RoundReport report) {
            rounds.add(report.round());
          }
        };
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    return new Trainer(TrainRuns.spark(), run, directory(name), listener).run();
  }

  private ModelDirectory directory(String name) {
    return ModelDirectory.at(folder.resolve(name).toString(), new Configuration());
  }
}
