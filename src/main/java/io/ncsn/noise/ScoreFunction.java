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
}
