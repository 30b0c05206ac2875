package io.ncsn.noise;

/** A score s(x, σ) = ∇ₓ log p_σ(x) at a noise level, in standardised units. */
@FunctionalInterface
public interface ScoreFunction {
  /**
   * Computes the scores of a block of rows.
   *
   * @param rows row-major [count, dimension]; not changed
   * @param count number of rows
   * @param sigma noise level, &gt; 0
   * @param scores row-major [count, dimension]; overwritten
   */
  void score(float[] rows, int count, double sigma, float[] scores);

  /** Like {@link #score(float[], int, double, float[])}, but returns a new array. */
  default float[] score(float[] rows, int count, double sigma) {
    float[] scores = new float[rows.length];
    score(rows, count, sigma, scores);
    return scores;
  }

  /**
   * Computes the denoised rows D = x + σ²·s(x, σ), which are the means of the data given x
   * (Tweedie's formula; Efron 2011).
   *
   * @param rows row-major [count, dimension]; not changed
   * @param count number of rows
   * @param sigma noise level, &gt; 0
   * @param denoised row-major [count, dimension]; overwritten
   */
  default void denoise(float[] rows, int count, double sigma, float[] denoised) {
    score(rows, count, sigma, denoised);
    float ofScore = (float) (sigma * sigma);
    for (int i = 0; i < denoised.length; i++) {
      denoised[i] = rows[i] + ofScore * denoised[i];
    }
  }
}
