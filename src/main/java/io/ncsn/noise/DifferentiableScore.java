package io.ncsn.noise;

/** Computes a score s(x, σ) and its derivative by x. Each row has its own noise level. */
@FunctionalInterface
public interface DifferentiableScore {
  /**
   * Computes scores and their derivatives along directions.
   *
   * @param rows row-major [count, dimension]; not changed
   * @param count number of rows
   * @param sigmas noise levels, [count], each &gt; 0
   * @param directions v: [probes], each row-major [count, dimension]
   * @param scores row-major [count, dimension]; overwritten
   * @param forms vᵀ(∇ₓs)v, [probes][count]; overwritten
   */
  void score(
      float[] rows,
      int count,
      double[] sigmas,
      float[][] directions,
      float[] scores,
      double[][] forms);

  /**
   * Computes scores and the traces of their derivatives, tr ∇ₓs: the sum of the forms of all axes.
   *
   * @param rows row-major [count, dimension], and no longer; not changed
   * @param scores row-major [count, dimension]; overwritten
   * @param traces [count]; overwritten
   */
  default void scoreAndTrace(
      float[] rows, int count, double[] sigmas, float[] scores, double[] traces) {
    int dimension = rows.length / count;
    float[][] axes = new float[dimension][rows.length];
    for (int i = 0; i < rows.length; i++) {
      axes[i % dimension][i] = 1;
    }
    double[][] forms = new double[dimension][count];
    score(rows, count, sigmas, axes, scores, forms);
    for (int row = 0; row < count; row++) {
      traces[row] = 0;
      for (double[] form : forms) {
        traces[row] += form[row];
      }
    }
  }
}
