package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.network.Mlp;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is settled of log-densities, and what is refused, before any is found. */
class LikelihoodPlanTest {
  private static final NetworkSpec SPEC = new NetworkSpec(3, List.of(4), Form.EDM);
  private static final DensitySteps FOUND = new DensitySteps(8, 0.2, 0.75, 0.03);

  @Test
  void aModelOfOneNoiseLevelHasNoWayToNoise() {
    NetworkSpec spec =
        new NetworkSpec(
            2,
            new Mlp(List.of(4)),
            Form.UNCONDITIONAL,
            Kind.SCORE,
            Activation.SILU,
            Embedding.NONE,
            List.of());
    LikelihoodSettings settings = settings(OptionalDouble.empty(), OptionalInt.empty());
    assertThatThrownBy(() -> LikelihoodPlan.resolve(settings, spec, NormalModel.SCHEDULE, FOUND))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("network.form is unconditional");
    LikelihoodPlan plan =
        LikelihoodPlan.resolve(
            settings,
            new NetworkSpec(33, List.of(4), Form.EDM),
            NormalModel.SCHEDULE,
            DensitySteps.own(NormalModel.SCHEDULE));
    assertThat(plan).isEqualTo(new LikelihoodPlan(false, 0, 1e-4, 16, 0, 0.01, 0));
  }

  @Test
  void stepsAndNoiseThatADensityCannotHaveAreRefused() {
    NetworkSpec spec = SPEC;
    assertThatThrownBy(() -> resolved(LikelihoodMethod.DENOISING, 7, OptionalDouble.empty(), spec))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot find log-densities by denoising in likelihood.steps 7: they are steps of the probability flow; leave likelihood.steps out, or set likelihood.method to ode");
    assertThatThrownBy(() -> resolved(LikelihoodMethod.AUTO, 7, OptionalDouble.of(0.009), spec))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot find log-densities at likelihood.sigma 0.009: the model was trained at noise levels from 0.01 to 10.0; set one of these below the greatest, or auto");
    assertThat(resolved(LikelihoodMethod.AUTO, 7, OptionalDouble.of(0.3), spec))
        .isEqualTo(plan(7, 0.3, 0));
  }

  /**
   * Less noise than was found to be smooth needs own steps, and grey levels have no other noise.
   */
  @Test
  void automaticStepsAndNoiseAreThoseThatTheTrainingFound() {
    assertThat(automatic(OptionalDouble.empty(), OptionalInt.empty()))
        .isEqualTo(plan(8, 0.2, 0.03));
    assertThat(automatic(OptionalDouble.of(0.3), OptionalInt.empty())).isEqualTo(plan(8, 0.3, 0));
    assertThat(automatic(OptionalDouble.of(0.1), OptionalInt.empty())).isEqualTo(plan(0, 0.1, 0));
    assertThat(automatic(OptionalDouble.empty(), OptionalInt.of(17)))
        .isEqualTo(new LikelihoodPlan(false, 0, 1e-4, 0, 17, 0.01, 0, 0.75, 0));
    assertThat(resolved(LikelihoodMethod.DENOISING, 0, OptionalDouble.empty(), SPEC))
        .isEqualTo(new LikelihoodPlan(true, 0, 1e-4, 8, 0, 0.01, 0, 0.75, 0));
    assertThat(resolved(LikelihoodMethod.ODE, 8, OptionalDouble.empty(), SPEC).correction())
        .isEqualTo(0.03);
    assertThat(resolved(LikelihoodMethod.ODE, 9, OptionalDouble.empty(), SPEC).correction())
        .isZero();
    assertThat(automatic(OptionalDouble.empty(), OptionalInt.empty()).finer())
        .isEqualTo(new LikelihoodPlan(false, 28, 5e-5, 0, 0, 0.2, 0, 0.75, 0));
  }

  private static LikelihoodPlan plan(int steps, double sigma, double correction) {
    return new LikelihoodPlan(false, steps, 1e-4, 0, 0, sigma, 0, 0.75, correction);
  }

  private static LikelihoodPlan automatic(OptionalDouble sigma, OptionalInt greyLevels) {
    return LikelihoodPlan.resolve(settings(sigma, greyLevels), SPEC, NormalModel.SCHEDULE, FOUND);
  }

  private static LikelihoodPlan resolved(
      LikelihoodMethod method, int steps, OptionalDouble sigma, NetworkSpec spec) {
    LikelihoodSettings settings =
        new LikelihoodSettings(
            method, Optional.of(steps), 1e-4, OptionalInt.empty(), OptionalInt.empty(), sigma, 0);
    return LikelihoodPlan.resolve(settings, spec, NormalModel.SCHEDULE, FOUND);
  }

  private static LikelihoodSettings settings(OptionalDouble sigma, OptionalInt greyLevels) {
    return new LikelihoodSettings(
        LikelihoodMethod.AUTO, Optional.empty(), 1e-4, OptionalInt.empty(), greyLevels, sigma, 0);
  }
}
