package io.ncsn.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.NetworkSettings.Kind;
import io.ncsn.config.ObjectiveKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectiveConvergenceTest {
  private static final List<String> FIGURES = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "EXPLICIT, SCORE, 1",
    "EXPLICIT, ENERGY, 1",
    "SLICED, SCORE, 1",
    "SLICED_VR, SCORE, 1",
    "DENOISING, SCORE, 1",
    "DENOISING, ENERGY, 1",
    "MULTI_SCALE, SCORE, 1",
    "MULTI_SCALE, ENERGY, 1",
    "NCE, ENERGY, 1",
    "CONTRASTIVE_DIVERGENCE, ENERGY, 1"
  })
  void theScoreOfAMixtureIsLearnt(ObjectiveKind objective, Kind kind, double bound) {
    MixtureTraining.Result result = MixtureTraining.train(objective, kind);
    FIGURES.add(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.4f | %.4f | %.1f |",
            objective,
            kind,
            result.fisher(),
            result.loss(),
            result.seconds()));
    assertThat(result.fisher()).isLessThan(bound);
  }

  @AfterAll
  static void write() throws IOException {
    Files.write(Path.of("target/objectives.md"), FIGURES);
  }
}
