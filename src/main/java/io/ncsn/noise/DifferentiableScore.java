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
}
