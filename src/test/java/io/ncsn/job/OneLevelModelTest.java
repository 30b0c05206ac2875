package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelLayout;
import io.ncsn.config.ConfigException;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.sample.DpmSolver;
import io.ncsn.sample.SampleSettings;
import io.ncsn.sample.SamplingPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code ncsn sample} gets a model, and settings that say nothing of how the model was trained. So
 * {@code sample.sampler = auto} must follow the model's noise levels.
 */
class OneLevelModelTest {
  private static final NoiseSchedule ONE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 0.1, 0.1, 1);
  private static final NetworkSpec NUMBERS = new NetworkSpec(3, List.of(7), Form.EDM);
  private static final NoiseSchedule MORE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 3, 0.1, 7);

  @ParameterizedTest
  @CsvSource({"multi-scale", "denoising", "explicit"})
  void autoIsLangevinAtTheOneLevel(String objective) {
    SampleSettings settings =
        sample("train.objective=" + objective, "sample.sampler=auto", "sample.step-size=0.003");

    SamplingPlan plan = SamplingPlan.resolve(settings.methodFor(NUMBERS, ONE), ONE);

    assertThat(plan.method().word()).isEqualTo("langevin");
    assertThat(plan.evaluations()).isEqualTo(1001);
    assertThat(plan.method().settings()).containsEntry("sample.step-size", "0.003");
  }

  @Test
  void autoIsTheOdeInFewStepsAtMoreLevels() {
    assertThat(sample("sample.steps=7").methodFor(NUMBERS, MORE)).isEqualTo(new DpmSolver(7));
  }

  @ParameterizedTest
  @CsvSource({"sample.steps-per-level=3", "sample.step-size=0.003"})
  void autoIsAnnealedLangevinDynamicsWhereItsSettingsAreSet(String setting) {
    assertThat(sample(setting).methodFor(NUMBERS, MORE).word()).isEqualTo("annealed-langevin");
  }

  @Test
  void autoIsTheOdeInFewStepsForMixedRows() {
    SamplingPlan plan = SamplingPlan.resolve(sample().methodFor(mixed(false), MORE), MORE);

    assertThat(plan.method().word()).isEqualTo("dpm-solver");
    assertThat(plan.evaluations()).isEqualTo(16);
  }

  @Test
  void autoIsRepaintForGivenCellsOfAModelTrainedWithoutThem() {
    SampleSettings given = sample("sample.where.income=high");

    SamplingPlan plan = SamplingPlan.resolve(given.methodFor(mixed(false), MORE), MORE);

    assertThat(plan.method().word()).isEqualTo("repaint");
    assertThat(plan.evaluations()).isEqualTo(10 * 29 + 1);
  }

  @Test
  void autoAddsNoiseForGivenCellsOfAModelTrainedWithThem() {
    SamplingPlan plan =
        SamplingPlan.resolve(sample("sample.where.income=high").methodFor(mixed(true), MORE), MORE);

    assertThat(plan.method().word()).isEqualTo("dpm-solver-sde");
    assertThat(plan.evaluations()).isEqualTo(32);
  }

  private static MixedSpec mixed(boolean observed) {
    return new MixedSpec(
        new ChannelLayout(List.of(new Codes(new double[] {0.25, 0.75}))),
        List.of(7),
        observed,
        true);
  }

  @Test
  void aChosenMethodIsNeverReplaced() {
    SampleSettings settings = sample("sample.sampler=annealed-langevin");

    assertThatThrownBy(() -> SamplingPlan.resolve(settings.methodFor(NUMBERS, ONE), ONE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sample.sampler annealed-langevin")
        .hasMessageContaining("set sample.sampler = langevin");
  }

  private static SampleSettings sample(String... settings) {
    return ShortTraining.settings(settings).settings().sample();
  }
}
