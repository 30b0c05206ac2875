package io.ncsn.train;

/**
 * The step from the replicas' mean: the mean itself (local SGD), or Nesterov momentum on the
 * averaged change (DiLoCo, Douillard et al. 2023): Δ = θ − mean, v ← μv + Δ, θ ← θ − η(μv + Δ).
 */
final class OuterOptimiser {
  private final TrainSettings settings;
  private final float[] velocity;

  /** With the velocity of before, [n]; it is changed in place. */
  OuterOptimiser(TrainSettings settings, float[] velocity) {
    this.settings = settings;
    this.velocity = velocity;
  }

  /** The parameters after the step, from those before the round and the replicas' mean. */
  float[] apply(float[] before, float[] mean) {
    if (settings.outer() != TrainSettings.OuterStep.NESTEROV) {
      return mean;
    }
    float momentum = (float) settings.outerMomentum();
    float rate = (float) settings.outerLearningRate();
    float[] after = new float[mean.length];
    for (int i = 0; i < after.length; i++) {
      float change = before[i] - mean[i];
      velocity[i] = momentum * velocity[i] + change;
      after[i] = before[i] - rate * (momentum * velocity[i] + change);
    }
    return after;
  }

  float[] velocity() {
    return velocity;
  }
}
