package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.SoftAssertions;

/** What a kernel computes, with the greatest error that rounding alone can make. */
enum KernelPass {
  OUTPUT(1e-4, KernelErrors::ofOutput),
  INPUT_GRADIENT(1e-4, KernelErrors::ofInputGradient),
  SCORE(1e-4, errors -> errors.ofScore(Precision.FLOAT32)),
  BFLOAT16_SCORE(0.1, errors -> errors.ofScore(Precision.BFLOAT16)),
  LOSS_AND_GRADIENT(1e-4, KernelErrors::ofLossAndGradient),
  CURVATURE(1e-4, KernelErrors::ofCurvature),
  ADAM_STEP(2e-4, KernelErrors::ofAdamStep);

  private final double tolerance;
  private final ToDoubleFunction<KernelErrors> error;

  KernelPass(double tolerance, ToDoubleFunction<KernelErrors> error) {
    this.tolerance = tolerance;
    this.error = error;
  }

  /** Holds all that {@code kernel} can do with the network to double precision. */
  static void verifyAll(KernelChoice kernel, NetworkCase subject) {
    SoftAssertions all = new SoftAssertions();
    try (KernelErrors errors = new KernelErrors(subject, kernel)) {
      for (KernelPass pass : values()) {
        if (pass.isOf(kernel, subject.spec())) {
          double error = pass.error.applyAsDouble(errors);
          all.assertThat(error).as("error of %s", pass).isLessThan(pass.tolerance);
        }
      }
    }
    all.assertAll();
  }

  /** Whether {@code kernel} can do it for networks of {@code spec}. */
  private boolean isOf(KernelChoice kernel, NetworkSpec spec) {
    boolean energy = spec.kind() == Kind.ENERGY;
    boolean torch = kernel == KernelChoice.LIBTORCH;
    return switch (this) {
      case OUTPUT, INPUT_GRADIENT, SCORE -> true;
      case LOSS_AND_GRADIENT, ADAM_STEP -> torch || !energy;
      case CURVATURE -> torch && energy;
      case BFLOAT16_SCORE -> torch && !energy && spec.architecture().hasWrittenOutPasses();
    };
  }
}
