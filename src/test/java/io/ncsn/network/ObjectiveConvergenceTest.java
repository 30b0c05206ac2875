package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.Choice;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each objective against the true score of a mixture; {@code target/objectives.md} gets a table of
 * this and of the other checks.
 */
class ObjectiveConvergenceTest {
  private static final List<String> TABLE =
      new ArrayList<>(
          List.of(
              "| objective | network | closed-form error | gradient error | Fisher divergence | seconds |",
              "|---|---|---|---|---|---|"));

  /**
   * Fisher divergence relative to E‖s*‖². Bounds are about twice what 800 minibatches of 128 rows
   * reach; eight times as many come to a fifth of that.
   */
  @ParameterizedTest
  @CsvSource({
    "EXPLICIT, SCORE, 0.03",
    "EXPLICIT, ENERGY, 0.015",
    "SLICED, SCORE, 0.04",
    "SLICED_VR, SCORE, 0.03",
    "DENOISING, SCORE, 0.03",
    "DENOISING, ENERGY, 0.015",
    "MULTI_SCALE, SCORE, 0.1",
    "MULTI_SCALE, ENERGY, 0.08",
    "NCE, ENERGY, 0.045",
    "CONTRASTIVE_DIVERGENCE, ENERGY, 0.045"
  })
  void theScoreOfAMixtureIsLearnt(ObjectiveKind objective, Kind kind, double bound) {
    MixtureTraining.Result result = MixtureTraining.train(objective, kind);
    var closed = ObjectiveClosedFormTest.check(objective, kind);
    double gradient =
        ObjectiveGradientTest.gradientError(
            new ObjectiveGradientTest.Case(objective, kind, Activation.SILU, Blocks.MLP));
    TABLE.add(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1e | %.1e | %.4f | %.1f |",
            Choice.name(objective),
            Choice.name(kind),
            Math.abs(closed.loss() - closed.closedForm()),
            gradient,
            result.fisher(),
            result.seconds()));
    assertThat(result.fisher()).isLessThan(bound);
  }

  /** What the bounds are to be held against: a network that knows only mean and variance. */
  @Test
  void withoutTrainingTheScoreIsFarOff() {
    NetworkSpec spec = Losses.spec(ObjectiveKind.EXPLICIT, Kind.SCORE, 2, 8);
    assertThat(MixtureTraining.fisher(spec, spec.initialParameters(1), 0)).isGreaterThan(0.3);
  }

  @AfterAll
  static void write() throws IOException {
    Files.write(Path.of("target/objectives.md"), TABLE);
  }
}
