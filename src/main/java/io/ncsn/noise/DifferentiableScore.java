package io.ncsn.noise;

/** A score s(x, σ) that also gives its derivative by x, each row at a noise level of its own. */
@FunctionalInterface
public interface DifferentiableScore {
  /**
   * Scores, and their derivative along directions.
   *
   * @param rows row-major [count, dimension]; not changed
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
