package io.ncsn.network;

/** Computes scores of rows at one noise level, without keeping anything for derivatives. */
interface ScorePass extends AutoCloseable {
  /**
   * Computes s = skip·x + out·F(in·x, embedding).
   *
   * @param rows x, row-major [count, dimension]
   * @param scores row-major [count, dimension]; overwritten
   */
  void score(float[] rows, int count, Precondition form, float[] scores);

  @Override
  void close();
}
