package io.ncsn.data.distance;

import java.io.Serializable;

/** Multiplies blocks of rows. It is sent to the executors. */
@FunctionalInterface
public interface InnerProducts extends Serializable {
  /**
   * Prepares two blocks for the calling thread.
   *
   * @param first row-major [m, dimension]
   * @param second row-major [n, dimension]; may be {@code first}
   */
  Pair open(float[] first, float[] second, int dimension);

  /** Two blocks that are multiplied part by part. */
  interface Pair extends AutoCloseable {
    /**
     * Computes x·y in float32 for the rows x of {@code firstRows} and y of {@code secondRows}. The
     * products of float32 numbers are rounded and added in any order, with or without fused
     * operations. So each result is within γ·‖x‖·‖y‖ of the true one, where γ = d·2⁻²⁴ / (1 −
     * d·2⁻²⁴) (Higham 2002, eq. 3.5).
     *
     * @param products row-major [firstRows.count, secondRows.count], overwritten; may be longer
     */
    void of(Rows firstRows, Rows secondRows, float[] products);

    @Override
    void close();
  }

  /** A range of {@code count} rows of a block, starting at row {@code start}. */
  record Rows(int start, int count) {}
}
