package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.network.FastPath;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSpec;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainedModelTest {
  private static final long SEED = 20260101;
  private static final int ROWS = 317;

  /** The score pass adds in another order than the forward pass, so the last bits differ. */
  @Test
  void theNetworkAvoidsTheFastPathsThatTheSettingsAvoid() {
    NetworkSpec spec = new NetworkSpec(2, List.of(67, 53), Form.EDM);
    float[] parameters = new float[spec.parameters()];
    Streams.fillNormal(Streams.of(SEED, Purpose.SELF_CHECK, 1), parameters, parameters.length);
    TrainedModel model =
        new TrainedModel(
            LocalSpark.session(),
            MovingChainsTest.checkpoint(spec, parameters),
            ShortTraining.settings("data.input=none", "network.avoid=[score-pass]")
                .settings()
                .network());

    float[] found = scores(model.network());

    Set<FastPath> avoided = Set.of(FastPath.SCORE_PASS);
    assertThat(found)
        .isEqualTo(scores(network(spec, parameters, avoided)))
        .isNotEqualTo(scores(network(spec, parameters, Set.of())));
  }

  private static ScoreNetwork network(NetworkSpec spec, float[] parameters, Set<FastPath> avoided) {
    return new ScoreNetwork(spec, parameters, KernelPlan.here(KernelChoice.LIBTORCH, avoided));
  }

  private static float[] scores(ScoreNetwork network) {
    float[] rows = new float[2 * ROWS];
    Streams.fillNormal(Streams.of(SEED, Purpose.SELF_CHECK, 2), rows, rows.length);
    try (network) {
      return network.score(rows, ROWS, 0.7);
    }
  }
}
