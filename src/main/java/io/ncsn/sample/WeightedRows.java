package io.ncsn.sample;

/** Draws rows by their weights. */
final class WeightedRows {
  private WeightedRows() {}

  /**
   * Returns the numbers of rows that are drawn by weights (systematic resampling), ascending.
   *
   * @param weights not negative, with a positive sum
   * @param offset from 0 to 1
   */
  static int[] drawn(double[] weights, int count, double offset) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    int[] drawn = new int[count];
    double passed = 0;
    int row = -1;
    for (int i = 0; i < count; i++) {
      double place = (i + offset) / count * total;
      while (row < 0 || (passed <= place && row < weights.length - 1)) {
        row++;
        passed += weights[row];
      }
      drawn[i] = row;
    }
    return drawn;
  }

  /** Returns the rows of {@code width} numbers that are chosen, in this order. */
  static float[] rows(float[] from, int width, int[] chosen) {
    float[] rows = new float[chosen.length * width];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(from, chosen[i] * width, rows, i * width, width);
    }
    return rows;
  }
}
