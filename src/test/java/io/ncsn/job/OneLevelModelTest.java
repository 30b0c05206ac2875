package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.SamplingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code ncsn sample} gets a model, and settings that say nothing of how the model was trained. So
 * {@code sample.sampler = auto} must follow the model's noise levels.
 */
class OneLevelModelTest {
  private static final NoiseSchedule ONE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 0.1, 0.1, 1);
  private static final NoiseSchedule MORE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 3, 0.1, 7);

  @ParameterizedTest
  @CsvSource({"multi-scale", "denoising", "explicit"})
  void autoIsLangevinAtTheOneLevel(String objective) {
    SampleSettings settings =
        sample("train.objective=" + objective, "sample.sampler=auto", "sample.step-size=0.003");

    SamplingPlan plan = SamplingPlan.resolve(settings.methodFor(ONE), ONE);

    assertThat(plan.method().word()).isEqualTo("langevin");
    assertThat(plan.evaluations()).isEqualTo(1001);
    assertThat(plan.method().settings()).containsEntry("sample.step-size", "0.003");
  }

  @Test
  void autoIsAnnealedLangevinDynamicsAtMoreLevels() {
    assertThat(sample().methodFor(MORE).word()).isEqualTo("annealed-langevin");
  }

  @Test
  void aChosenMethodIsNeverReplaced() {
    SampleSettings settings = sample("sample.sampler=annealed-langevin");

    assertThatThrownBy(() -> SamplingPlan.resolve(settings.methodFor(ONE), ONE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sample.sampler annealed-langevin")
        .hasMessageContaining("set sample.sampler = langevin");
  }

  private static SampleSettings sample(String... settings) {
    return ShortTraining.settings(settings).settings().sample();
  }
}
