package io.ncsn.network;

import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A loss of an unconditional network that libtorch's autograd differentiates. The rows are noised
 * at one level σ, and the network learns the score of p_σ. If σ = 0, it learns the score of the
 * rows without noise.
 */
final class AutogradLoss implements MinibatchLoss {
  private final NetworkSpec spec;
  private final double sigma;
  private final Loss loss;
  private float[] noised = new float[0];

  AutogradLoss(NetworkSpec spec, double sigma, Loss loss) {
    if (spec.conditional()) {
      throw new IllegalArgumentException("Cannot train " + spec + " by " + loss + ": it needs σ");
    }
    this.spec = spec;
    this.sigma = sigma;
    this.loss = loss;
  }

  @Override
  public double lossAndGradient(
      Kernel kernel, float[] rows, int count, UniformRandomProvider random) {
    return kernel.lossAndGradient(loss, noised(rows, count, random), count, random);
  }

  @Override
  public double loss(
      Kernel kernel,
      float[] rows,
      int count,
      int firstLevel,
      int endLevel,
      UniformRandomProvider random) {
    return count * kernel.loss(loss, noised(rows, count, random), count, random);
  }

  /** Returns x + σz. */
  private float[] noised(float[] rows, int count, UniformRandomProvider random) {
    if (sigma == 0) {
      return rows;
    }
    int length = count * spec.dimension();
    if (noised.length < length) {
      noised = new float[length];
    }
    Streams.fillNormal(random, noised, length);
    for (int i = 0; i < length; i++) {
      noised[i] = rows[i] + (float) sigma * noised[i];
    }
    return noised;
  }
}
