package io.ncsn.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.config.TrainSettings.Reduction;
import io.ncsn.network.NetworkSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoTrainingTest {
  private static final NetworkSpec SMALL = new NetworkSpec(2, List.of(16, 16), Form.EDM);

  @Test
  void whatAutoCameToIsToldAndWhatWasSetIsNot() {
    assertThat(AutoTraining.resolved(TrainRuns.settings().build(), SMALL))
        .as("of these settings only the reduction is auto")
        .containsOnlyKeys("train.reduction")
        .containsEntry("train.reduction", "driver");
    assertThat(AutoTraining.resolved(TrainRuns.settings().automatic().build(), SMALL))
        .containsEntry("train.validate-every", "5")
        .containsEntry("train.checkpoint-every", "10")
        .containsOnlyKeys(
            "train.averaging-frequency",
            "train.checkpoint-every",
            "train.reduction",
            "train.validate-every");
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
