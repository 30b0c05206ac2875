package io.ncsn.noise;

/** A score that is known by its denoised rows: s = (D − x)/σ². */
public interface Denoiser extends ScoreFunction {
  @Override
  void denoise(float[] rows, int count, double sigma, float[] denoised);

  @Override
  default void score(float[] rows, int count, double sigma, float[] scores) {
    denoise(rows, count, sigma, scores);
    double precision = 1 / (sigma * sigma);
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (((double) scores[i] - rows[i]) * precision);
    }
  }
}
