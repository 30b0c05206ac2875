package io.ncsn.data.distance;

import java.io.Serializable;

/** A way to multiply blocks of rows; sent to the executors. */
@FunctionalInterface
public interface InnerProducts extends Serializable {
  /**
   * Gets two blocks ready; for the thread that calls.
   *
   * @param first row-major [m, dimension]
   * @param second row-major [n, dimension]; may be {@code first}
   */
  Pair open(float[] first, float[] second, int dimension);

  /** Two blocks that are multiplied part by part. */
  interface Pair extends AutoCloseable {
    /**
     * x·y for the rows x of {@code firstRows} and y of {@code secondRows}, as float32: products of
     * float32 numbers, rounded, and added in any order, with or without fused operations. So each
     * is within γ·‖x‖·‖y‖ of the true one, γ = d·2⁻²⁴ / (1 − d·2⁻²⁴) (Higham 2002, eq. 3.5).
     *
     * @param products row-major [firstRows.count, secondRows.count], overwritten; may be longer
     */
    void of(Rows firstRows, Rows secondRows, float[] products);

    @Override
    void close();
  }

  /** {@code count} rows of a block, from row {@code start} on. */
  record Rows(int start, int count) {}
}
