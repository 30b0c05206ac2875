package io.ncsn.noise;

/** A score at a noise level: s(x, σ) = ∇ₓ log p_σ(x), in standardised units. */
@FunctionalInterface
public interface ScoreFunction {
  /**
   * Scores of a block of rows.
   *
   * @param rows row-major [count, dimension]; not changed
   * @param count number of rows
   * @param sigma noise level, &gt; 0
   * @param scores row-major [count, dimension]; overwritten
   */
  void score(float[] rows, int count, double sigma, float[] scores);

  /** As {@link #score(float[], int, double, float[])}, into a new array. */
  default float[] score(float[] rows, int count, double sigma) {
    float[] scores = new float[rows.length];
    score(rows, count, sigma, scores);
    return scores;
  }
}
