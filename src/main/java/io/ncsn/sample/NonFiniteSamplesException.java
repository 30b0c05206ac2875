package io.ncsn.sample;

/** Chains diverged, and the settings do not allow it. */
public final class NonFiniteSamplesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NonFiniteSamplesException(long missing, long count, SamplingPlan plan) {
    super(
        "Cannot use the samples: %d of %d chains ended in NaN or infinity; %s, train longer, or leave such rows out by sample.allow-non-finite = true"
            .formatted(missing, count, plan.method().remedy()));
  }
}
