package io.ncsn.network;

/** The way from rows to scores at one noise level, and nothing of what derivatives need. */
interface ScorePass extends AutoCloseable {
  /**
   * s = skip·x + out·F(in·x, embedding).
   *
   * @param rows x, row-major [count, dimension]
   * @param scores row-major [count, dimension]; overwritten
   */
  void score(float[] rows, int count, Precondition form, float[] scores);

  @Override
  void close();
}
