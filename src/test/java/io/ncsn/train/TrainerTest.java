package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.Generation;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.train.TrainSettings.OuterStep;
import io.ncsn.train.TrainSettings.Reduction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  @TempDir private Path folder;

  @Test
  void theNumberOfTasksAtOnceAndTheReductionDoNotChangeABit() {
    float[] first = train("a", TrainRuns.settings().build());
    float[] again = train("b", TrainRuns.settings().build());
    float[] segments = train("c", TrainRuns.settings().reduction(Reduction.SEGMENTS).build());
    assertThat(again).isEqualTo(first);
    assertThat(segments).isEqualTo(first);
  }

  @ParameterizedTest
  @EnumSource(OuterStep.class)
  void aRunStoppedBetweenRoundsResumesToTheSameBits(OuterStep outer) {
    TrainSettings settings = TrainRuns.settings().outer(outer).rounds(7).build();
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    Checkpoint undisturbed = trainer("whole", run, new RoundRecorder()).run().checkpoint();
    RoundRecorder stopping = new RoundRecorder();
    stopping.stopAfter = 5;
    assertThatThrownBy(() -> trainer("stopped", run, stopping).run())
        .isInstanceOf(RoundRecorder.Stopped.class);
    RoundRecorder resuming = new RoundRecorder();
    TrainingOutcome outcome = trainer("stopped", run, resuming).run();
    Checkpoint resumed = outcome.checkpoint();
    assertThat(resuming.rounds).as("resumes from the checkpoint of round 4").startsWith(5);
    undisturbed
        .vectors()
        .forEach((name, vector) -> assertThat(resumed.vector(name)).as(name).isEqualTo(vector));
    assertThat(resumed.state().bestHoldoutLoss()).isEqualTo(undisturbed.state().bestHoldoutLoss());
    assertThat(outcome.rows()).as("of both runs").isEqualTo(7 * 5 * 16 * 3);
  }

  /** Two fillings come before rounds 6 and 8; the run that stops goes on with round 7. */
  @Test
  void aRunWithFilledCellsResumesToTheSameBits() {
    TrainSettings settings = TrainRuns.settings().rounds(9).emRounds(2).build();
    TrainingRun unfilled = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    TrainingRun run =
        new TrainingRun(
            settings,
            unfilled.kernel(),
            unfilled.table(),
            unfilled.model(),
            unfilled.settingsHash(),
            Optional.empty(),
            Optional.of(TrainerTest::filled),
            Optional.empty());
    Checkpoint whole = trainer("whole", run, new RoundRecorder()).run().checkpoint();
    RoundRecorder stopping = new RoundRecorder();
    stopping.stopAfter = 7;
    assertThatThrownBy(() -> trainer("stopped", run, stopping).run())
        .isInstanceOf(RoundRecorder.Stopped.class);
    assertThat(directory("stopped").read().state().fillings()).isEqualTo(1);
    Checkpoint resumed = trainer("stopped", run, new RoundRecorder()).run().checkpoint();

    whole
        .vectors()
        .forEach((name, vector) -> assertThat(resumed.vector(name)).as(name).isEqualTo(vector));
    assertThat(resumed.state().fillings()).isEqualTo(2);
    assertThat(whole.vector("parameters"))
        .isNotEqualTo(
            trainer("unfilled", unfilled, new RoundRecorder())
                .run()
                .checkpoint()
                .vector("parameters"));
  }

  /** Depends on all that it is given. */
  private static float[] filled(float[] stored, float[] parameters, long key) {
    float[] filled = stored.clone();
    float shift = Math.abs(parameters[5]) + key % 1009 / 1009f;
    for (int i = 0; i < filled.length; i++) {
      filled[i] += shift;
    }
    return filled;
  }

  /** To the same bits, though a file of the last checkpoint is cut short or gone. */
  @ParameterizedTest
  @ValueSource(strings = {"updater-4.f32", "model.json"})
  void aRunGoesOnFromThePreviousCheckpointWhereTheLastIsDamaged(String damaged) throws Exception {
    TrainingRun run = TrainRuns.run(TrainRuns.settings().build(), KernelChoice.LIBTORCH);
    float[] undisturbed =
        trainer("whole", run, new RoundRecorder()).run().checkpoint().vector("ema");
    RoundRecorder stopping = new RoundRecorder();
    stopping.stopAfter = 5;
    assertThatThrownBy(() -> trainer("damaged", run, stopping).run())
        .isInstanceOf(RoundRecorder.Stopped.class);
    Files.delete(folder.resolve("damaged").resolve(damaged));
    assertThatThrownBy(() -> trainer("damaged", run, new RoundRecorder()).run())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(damaged)
        .hasMessageContaining("--previous");
    RoundRecorder resuming = new RoundRecorder();
    Checkpoint resumed =
        new Trainer(
                TrainRuns.spark(),
                run,
                directory("damaged"),
                Generation.PREVIOUS,
                resuming,
                Optional.empty())
            .run()
            .checkpoint();
    assertThat(resuming.rounds).as("resumes from the checkpoint of round 2").startsWith(3);
    assertThat(resumed.vector("ema")).isEqualTo(undisturbed);
    assertThat(directory("damaged").read().vector("ema")).isEqualTo(undisturbed);
  }

  /** The last step may take minutes. A run that is killed in it has its rounds, and takes it. */
  @Test
  void aRunThatIsKilledInItsLastStepTakesThatStepAgainAlone() {
    TrainingRun run = TrainRuns.run(TrainRuns.settings().build(), KernelChoice.LIBTORCH);
    LastStep last = trained -> trained.with(Checkpoint.BEST, negative(trained));
    Checkpoint undisturbed = finishing("whole", run, new RoundRecorder(), last).run().checkpoint();
    LastStep killed =
        trained -> {
          throw new RoundRecorder.Stopped();
        };
    assertThatThrownBy(() -> finishing("killed", run, new RoundRecorder(), killed).run())
        .isInstanceOf(RoundRecorder.Stopped.class);
    RoundRecorder resuming = new RoundRecorder();
    finishing("killed", run, resuming, last).run();

    assertThat(resuming.rounds).isEmpty();
    assertThat(directory("killed").state().finished()).isTrue();
    assertThat(directory("killed").read().vectors())
        .containsOnlyKeys(undisturbed.vectors().keySet())
        .allSatisfy((name, vector) -> assertThat(vector).isEqualTo(undisturbed.vector(name)));
    assertThat(directory("killed").previous().read().vectors()).doesNotContainKey(Checkpoint.BEST);
  }

  private static float[] negative(Checkpoint trained) {
    float[] vector = trained.samplingParameters().clone();
    for (int i = 0; i < vector.length; i++) {
      vector[i] = -vector[i];
    }
    return vector;
  }

  @Test
  void aFinishedRunIsNotTrainedFurther() {
    TrainingRun run = TrainRuns.run(TrainRuns.settings().build(), KernelChoice.LIBTORCH);
    TrainingOutcome first = trainer("done", run, new RoundRecorder()).run();
    RoundRecorder second = new RoundRecorder();
    TrainingOutcome again = trainer("done", run, second).run();
    assertThat(second.rounds).isEmpty();
    assertThat(again.seconds()).isEqualTo(first.seconds());
    assertThat(again.rowsPerSecond()).isEqualTo(first.rowsPerSecond());
    assertThat(again.overhead()).isEmpty();
  }

  @Test
  void otherSettingsAreRefused() {
    train("old", TrainRuns.settings().build());
    TrainingRun other =
        TrainRuns.run(TrainRuns.settings().learningRate(2e-3).build(), KernelChoice.LIBTORCH);
    assertThatThrownBy(() -> trainer("old", other, new RoundRecorder()).run())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its model was trained with other settings or data")
        .hasMessageContaining(
            ": train.learning-rate was 0.001, is 0.002; use the same, set another");
  }

  /** Parameters stand still and all rows are alike, so that losses differ by their noise only. */
  @Test
  void everyRoundDrawsNoiseOfItsOwn() {
    List<Shard> alike = List.of(new Shard(0, 50, 2, new float[100]));
    TrainSettings settings = TrainRuns.settings().replicas(1).learningRate(1e-30).build();
    RoundRecorder recorder = new RoundRecorder();
    trainer("noise", TrainRuns.run(settings, KernelChoice.LIBTORCH, alike), recorder).run();
    assertThat(recorder.losses).hasSize(6).doesNotHaveDuplicates();
  }

  /** Adam's first moment after its first step is a tenth of the gradient it was given. */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void aGradientIsShortenedToTheNormThatIsSet(KernelChoice kernel) {
    double clip = 1e-3;
    TrainSettings settings =
        TrainRuns.settings().replicas(1).minibatches(1).rounds(1).clipNorm(clip).build();
    TrainingRun run = TrainRuns.run(settings, kernel);
    float[] state =
        trainer("clip", run, new RoundRecorder()).run().checkpoint().vector(Checkpoint.UPDATER);
    double squares = 0;
    for (int i = 0; i < state.length / 2; i++) {
      squares += (double) state[i] * state[i];
    }
    assertThat(Math.sqrt(squares)).isCloseTo(clip / 10, within(1e-5 * clip));
  }

  /**
   * The data is normal with covariance Σ = [[1, .9], [.9, .97]], so at any σ the true score is −(Σ
   * + σ²I)⁻¹x.
   */
  @ParameterizedTest
  @EnumSource(
      value = KernelChoice.class,
      names = {"LIBTORCH", "DL4J"})
  void bothKernelsLearnTheScoreOfANormalDistribution(KernelChoice kernel) {
    TrainSettings settings =
        TrainRuns.settings()
            .replicas(2)
            .minibatches(100)
            .batchSize(64)
            .rounds(12)
            .learningRate(5e-3)
            .build();
    List<Shard> shards = List.of(TrainRuns.shard(0, 4000), TrainRuns.shard(1, 4000));
    TrainingRun run = TrainRuns.run(settings, kernel, shards);
    RoundRecorder recorder = new RoundRecorder();
    Checkpoint trained = trainer("normal", run, recorder).run().checkpoint();
    assertThat(recorder.holdout.get(recorder.holdout.size() - 1))
        .isLessThan(recorder.holdout.get(0));
    try (ScoreNetwork network =
        new ScoreNetwork(run.model().ofNumbers(), trained.samplingParameters(), kernel)) {
      double relative = relativeError(network, 0.5);
      assertThat(relative).as("‖s − s*‖/‖s*‖ at σ = 0.5").isLessThan(0.2);
    }
  }

  static double relativeError(ScoreNetwork network, double sigma) {
    double a = 1 + sigma * sigma;
    double b = 0.9;
    double d = 0.97 + sigma * sigma;
    double determinant = a * d - b * b;
    double error = 0;
    double norm = 0;
    for (float[] x : new float[][] {{1, 1}, {-1, -0.8f}, {0.5f, 0}, {0, 0.7f}, {1.5f, 1}}) {
      float[] score = network.score(x, 1, sigma);
      double first = -(d * x[0] - b * x[1]) / determinant;
      double second = -(a * x[1] - b * x[0]) / determinant;
      error += Math.pow(score[0] - first, 2) + Math.pow(score[1] - second, 2);
      norm += first * first + second * second;
    }
    return Math.sqrt(error / norm);
  }

  private float[] train(String name, TrainSettings settings) {
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH);
    return trainer(name, run, new RoundRecorder()).run().checkpoint().vector(Checkpoint.PARAMETERS);
  }

  private Trainer trainer(String name, TrainingRun run, TrainingListener listener) {
    return new Trainer(TrainRuns.spark(), run, directory(name), listener);
  }

  private Trainer finishing(
      String name, TrainingRun run, TrainingListener listener, LastStep finish) {
    return new Trainer(
        TrainRuns.spark(), run, directory(name), Generation.LAST, listener, Optional.of(finish));
  }

  private ModelDirectory directory(String name) {
    return ModelDirectory.at(folder.resolve(name).toString(), new Configuration());
  }
}
