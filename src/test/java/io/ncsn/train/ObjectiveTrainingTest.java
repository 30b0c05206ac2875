package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.Directions;
import io.ncsn.network.Mlp;
import io.ncsn.network.MultiScale.Weighting;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ObjectiveKind;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.train.TrainSettings.Reduction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every objective as a Spark job, to a model directory. */
class ObjectiveTrainingTest {
  private static final double SIGMA = 0.4;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void theSameSettingsGiveTheSameBits(ObjectiveKind objective) {
    float[] first = train("a", objective, TrainRuns.settings().rounds(2)).parameters();
    float[] again =
        train("b", objective, TrainRuns.settings().rounds(2).reduction(Reduction.SEGMENTS))
            .parameters();
    assertThat(again).isEqualTo(first);
  }

  /**
   * The data is normal with covariance Σ = [[1, .9], [.9, .97]]; noised at σ, its score is −(Σ +
   * σ²I)⁻¹x, where an untrained network's, −x, is off by more than half.
   */
  @ParameterizedTest
  @EnumSource(ObjectiveKind.class)
  void theScoreOfANormalDistributionIsLearnt(ObjectiveKind objective) {
    Trained trained =
        train(
            "normal",
            objective,
            TrainRuns.settings()
                .replicas(2)
                .minibatches(100)
                .batchSize(64)
                .rounds(8)
                .learningRate(5e-3));
    assertThat(trained.holdout()).last().satisfies(loss -> assertThat(loss).isFinite());
    try (ScoreNetwork network = trained.network()) {
      assertThat(TrainerTest.relativeError(network, SIGMA))
          .as("‖s − s*‖/‖s*‖ at σ = %s", SIGMA)
          .isLessThan(0.3);
    }
  }

  private record Trained(Checkpoint checkpoint, List<Double> holdout) {
    float[] parameters() {
      return checkpoint.vector(Checkpoint.PARAMETERS);
    }

    ScoreNetwork network() {
      return new ScoreNetwork(
          checkpoint.model().ofNumbers(), checkpoint.samplingParameters(), KernelChoice.LIBTORCH);
    }
  }

  /** What the model directory then holds. */
  private Trained train(String name, ObjectiveKind objective, TrainRuns.Builder builder) {
    boolean many = objective.isMultiScale();
    TrainSettings settings =
        builder
            .objective(
                objective.of(Weighting.EDM, 2, many ? 0 : SIGMA, 2, Directions.NORMAL, 4, 5, 0.02))
            .build();
    NetworkSpec spec =
        new NetworkSpec(
            2,
            new Mlp(List.of(16, 16)),
            many ? Form.EDM : Form.UNCONDITIONAL,
            objective.needsEnergy() ? Kind.ENERGY : Kind.SCORE,
            Activation.SILU,
            many ? Embedding.LOG : Embedding.NONE,
            List.of());
    NoiseSchedule schedule =
        many ? TrainRuns.SCHEDULE : NoiseSchedule.of(ScheduleKind.GEOMETRIC, SIGMA, SIGMA, 1);
    List<Shard> shards = List.of(TrainRuns.shard(0, 3000), TrainRuns.shard(1, 3000));
    TrainingRun run = TrainRuns.run(settings, KernelChoice.LIBTORCH, shards, spec, schedule);
    ModelDirectory directory =
        ModelDirectory.at(folder.resolve(name + objective).toString(), new Configuration());
    List<Double> holdout = new ArrayList<>();
    new Trainer(TrainRuns.spark(), run, directory, new HoldoutLosses(holdout)).run();
    return new Trained(directory.read(), holdout);
  }

  private record HoldoutLosses(List<Double> losses) implements TrainingListener {
    @Override
    public void onStart(int round, OptionalInt mostRounds) {
      // of no interest
    }

    @Override
    public void onRound(RoundReport report) {
      // of no interest
    }

    @Override
    public void onValidation(Validation validation) {
      losses.add(validation.loss());
    }

    @Override
    public void onCheckpoint(int round) {
      // of no interest
    }
  }
}
