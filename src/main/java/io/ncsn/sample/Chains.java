package io.ncsn.sample;

import io.ncsn.noise.Normals;
import io.ncsn.noise.ScoreFunction;

/** A block of chains on its way: the rows, and the one stream of normals that feeds them. */
final class Chains {
  /**
   * Numbers of a part of the block, about. Noise is made and used part by part, in the first-level
   * cache: a block of wide rows is larger than the second.
   */
  private static final int PART = 4096;

  private final ScoreFunction network;
  private final ChainSampler.Observer observer;
  private final Normals normals;
  private final int count;
  private final int dimension;
  private final float[] rows;
  private final float[] score;

  /** Noise for one part: some whole rows. */
  private final float[] noise;

  /** Chains at noise level {@code sigma}, where noised data are as good as {@code prior}. */
  Chains(
      ScoreFunction network,
      ChainSampler.Observer observer,
      Normals normals,
      int count,
      Prior prior,
      double sigma) {
    this.network = network;
    this.observer = observer;
    this.normals = normals;
    this.count = count;
    this.dimension = prior.dimension();
    this.rows = new float[count * dimension];
    this.score = new float[rows.length];
    this.noise = new float[Math.min(count, Math.max(1, PART / dimension)) * dimension];
    addNoise(prior.deviation(sigma));
    for (int i = 0; i < rows.length; i++) {
      rows[i] += prior.mean()[i % dimension];
    }
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

  /**
   * Computes the denoised rows of the present rows.
   *
   * @param denoised row-major [count, dimension]; overwritten
   */
  void denoised(double sigma, float[] denoised) {
    network.denoise(rows, count, sigma, denoised);
  }

  /** x ← x + drift·s(x, σ) + scale·z; the rows are then at noise level {@code next}. */
  void step(double sigma, double drift, double scale, double next) {
    score(sigma);
    for (int from = 0; from < rows.length; from += noise.length) {
      int length = nextNoise(from);
      add(from, length, (float) drift, (float) scale);
    }
    observer.onStep(next, rows);
  }

  /** x ← x + drift·s + scale·z for a part, whose noise is drawn. */
  private void add(int from, int length, float drift, float scale) {
    float[] x = rows;
    float[] s = score;
    float[] z = noise;
    for (int i = 0; i < length; i++) {
      x[from + i] += drift * s[from + i] + scale * z[i];
    }
  }

  /** Draws the noise of the part whose first number is {@code from}, and tells its length. */
  private int nextNoise(int from) {
    int length = Math.min(noise.length, rows.length - from);
    normals.fill(noise, length);
    return length;
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
    for (int from = 0; from < rows.length; from += noise.length) {
      int length = nextNoise(from);
      for (int i = 0; i < length; i += dimension) {
        correct(from + i, i, sigma, ratio);
      }
    }
    observer.onStep(sigma, rows);
  }

  /** The chain whose row begins at {@code row}, with the noise that begins at {@code z}. */
  private void correct(int row, int z, double sigma, double ratio) {
    double squaredNoise = 0;
    double squaredScore = 0;
    for (int j = 0; j < dimension; j++) {
      squaredNoise += noise[z + j] * noise[z + j];
      squaredScore += score[row + j] * score[row + j];
    }
    double squaredRatio = Math.min(squaredNoise / squaredScore, 4 * sigma * sigma);
    double alpha = 2 * ratio * ratio * squaredRatio;
    float ofNoise = (float) Math.sqrt(2 * alpha);
    for (int j = 0; j < dimension; j++) {
      rows[row + j] += (float) alpha * score[row + j] + ofNoise * noise[z + j];
    }
  }

  /** x ← x + σ²·s(x, σ), and so the end. */
  float[] denoise(double sigma) {
    network.denoise(rows, count, sigma, score);
    System.arraycopy(score, 0, rows, 0, rows.length);
    observer.onStep(0, rows);
    return rows;
  }

  /** x ← x + scale·z. */
  void addNoise(double scale) {
    float ofNoise = (float) scale;
    for (int from = 0; from < rows.length; from += noise.length) {
      int length = nextNoise(from);
      for (int i = 0; i < length; i++) {
        rows[from + i] += ofNoise * noise[i];
      }
    }
  }

  /** Says that a step has ended at noise level {@code sigma}. */
  void arrived(double sigma) {
    observer.onStep(sigma, rows);
  }
}
