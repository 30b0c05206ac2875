package io.ncsn.sample;

/** Chains diverged, and the settings do not allow it. */
public final class NonFiniteSamplesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static String remedy(SamplingPlan plan) {
    return plan.kind().isLangevin()
        ? "set sample.step-size below " + plan.stepSize()
        : "set more sample.steps than " + plan.steps();
  }

  NonFiniteSamplesException(long missing, long count, SamplingPlan plan) {
    super(
        "Cannot use the samples: %d of %d chains ended in NaN or infinity; %s, train longer, or leave such rows out by sample.allow-non-finite = true"
            .formatted(missing, count, remedy(plan)));
  }
}
