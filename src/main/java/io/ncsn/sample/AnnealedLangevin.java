package io.ncsn.sample;

import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian;

/**
 * Annealed Langevin dynamics with a last denoising step (Song and Ermon 2019, Algorithm 1; 2020,
 * Algorithm 1 and §3.3), on a block of chains at a time. A block's random numbers come from its own
 * stream alone.
 */
public final class AnnealedLangevin {
  private final ScoreNetwork network;
  private final NoiseSchedule schedule;
  private final LangevinSettings settings;
  private final DenoisedClip clip;
  private final int dimension;

  /** A sampler of rows of {@code dimension} columns. */
  public AnnealedLangevin(
      ScoreNetwork network,
      NoiseSchedule schedule,
      LangevinSettings settings,
      DenoisedClip clip,
      int dimension) {
    this.network = network;
    this.schedule = schedule;
    this.settings = settings;
    this.clip = clip;
    this.dimension = dimension;
  }

  /** Watches chains go down the noise levels. */
  @FunctionalInterface
  public interface Observer {
    /**
     * After the last step at a level; at the end once more, denoised, with σ = 0.
     *
     * @param rows row-major [chains, dimension]; overwritten by the next step
     */
    void onLevel(double sigma, float[] rows);
  }

  /**
   * Standardised rows, row-major [chains, dimension]; a chain that diverged holds NaN or
   * infinities.
   */
  public float[] sample(UniformRandomProvider random, int chains) {
    return sample(random, chains, (sigma, rows) -> {});
  }

  /** As {@link #sample(UniformRandomProvider, int)}, watched. */
  public float[] sample(UniformRandomProvider random, int chains, Observer observer) {
    NormalizedGaussian normal = Streams.normals(random);
    float[] x = new float[chains * dimension];
    float[] score = new float[x.length];
    // Noised data of unit variance at σ₁ has variance 1 + σ₁².
    float spread = (float) Math.sqrt(1 + schedule.largest() * schedule.largest());
    for (int i = 0; i < x.length; i++) {
      x[i] = spread * (float) normal.sample();
    }
    double smallest = schedule.smallest();
    for (double sigma : schedule.levels()) {
      double alpha = settings.stepSize() * sigma * sigma / (smallest * smallest);
      for (int step = 0; step < settings.stepsPerLevel(); step++) {
        score(x, chains, sigma, score);
        langevinStep(x, score, (float) alpha, normal);
      }
      observer.onLevel(sigma, x);
    }
    score(x, chains, smallest, score);
    float denoise = (float) (smallest * smallest);
    for (int i = 0; i < x.length; i++) {
      x[i] += denoise * score[i];
    }
    observer.onLevel(0, x);
    return x;
  }

  private void score(float[] x, int chains, double sigma, float[] score) {
    network.score(x, chains, sigma, score);
    clip.apply(x, score, sigma);
  }

  /** x ← x + α·s + √(2α)·z. */
  private static void langevinStep(
      float[] x, float[] score, float alpha, NormalizedGaussian normal) {
    float noise = (float) Math.sqrt(2 * alpha);
    for (int i = 0; i < x.length; i++) {
      x[i] += alpha * score[i] + noise * (float) normal.sample();
    }
  }
}
