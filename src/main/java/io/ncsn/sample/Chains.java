package io.ncsn.sample;

import io.ncsn.noise.ScoreFunction;
import io.ncsn.noise.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian;

/** A block of chains on its way: the rows, and the one random stream that feeds them. */
final class Chains {
  private final ScoreFunction network;
  private final ChainSampler.Observer observer;
  private final NormalizedGaussian normal;
  private final int count;
  private final int dimension;
  private final float[] rows;
  private final float[] score;

  /**
   * Chains at noise level {@code sigma}: noised data of unit variance has variance 1 + σ² there.
   */
  Chains(
      ScoreFunction network,
      ChainSampler.Observer observer,
      UniformRandomProvider random,
      int count,
      int dimension,
      double sigma) {
    this.network = network;
    this.observer = observer;
    this.normal = Streams.normals(random);
    this.count = count;
    this.dimension = dimension;
    this.rows = new float[count * dimension];
    this.score = new float[rows.length];
    addNoise(Math.sqrt(1 + sigma * sigma));
    observer.onStep(sigma, rows);
  }

  /** Row-major [count, dimension]. */
  float[] rows() {
    return rows;
  }

  /** Scores of the present rows, row-major [count, dimension]; overwritten by the next call. */
  float[] score(double sigma) {
    network.score(rows, count, sigma, score);
    return score;
  }

  /** x ← x + drift·s(x, σ) + noise·z; the rows are then at noise level {@code next}. */
  void step(double sigma, double drift, double noise, double next) {
    score(sigma);
    float ofScore = (float) drift;
    float ofNoise = (float) noise;
    for (int i = 0; i < rows.length; i++) {
      rows[i] += ofScore * score[i] + ofNoise * (float) normal.sample();
    }
    observer.onStep(next, rows);
  }

  /**
   * x ← x + α·s(x, σ) + √(2α)·z with α = 2(r·‖z‖/‖s‖)², the norms of the chain's own z and s (Song
   * et al. 2021, Algorithm 4, with norms over the batch). Of noised data ‖z‖/‖s‖ is about σ; it is
   * held below 2σ, for in few dimensions a single score can be as good as 0.
   *
   * @param ratio r, the signal-to-noise ratio
   */
  void correct(double sigma, double ratio) {
    score(sigma);
    float[] z = new float[dimension];
    for (int from = 0; from < rows.length; from += dimension) {
      double squaredNoise = 0;
      double squaredScore = 0;
      for (int j = 0; j < dimension; j++) {
        z[j] = (float) normal.sample();
        squaredNoise += z[j] * z[j];
        squaredScore += score[from + j] * score[from + j];
      }
      double squaredRatio = Math.min(squaredNoise / squaredScore, 4 * sigma * sigma);
      double alpha = 2 * ratio * ratio * squaredRatio;
      float ofNoise = (float) Math.sqrt(2 * alpha);
      for (int j = 0; j < dimension; j++) {
        rows[from + j] += (float) alpha * score[from + j] + ofNoise * z[j];
      }
    }
    observer.onStep(sigma, rows);
  }

  /** x ← x + σ²·s(x, σ), the mean of the data given x (Tweedie's formula), and so the end. */
  float[] denoise(double sigma) {
    score(sigma);
    float ofScore = (float) (sigma * sigma);
    for (int i = 0; i < rows.length; i++) {
      rows[i] += ofScore * score[i];
    }
    observer.onStep(0, rows);
    return rows;
  }

  /** x ← x + scale·z. */
  void addNoise(double scale) {
    float ofNoise = (float) scale;
    for (int i = 0; i < rows.length; i++) {
      rows[i] += ofNoise * (float) normal.sample();
    }
  }

  /** Says that a step has ended at noise level {@code sigma}. */
  void arrived(double sigma) {
    observer.onStep(sigma, rows);
  }
}
