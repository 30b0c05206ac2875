package io.ncsn.sample;

import io.ncsn.data.codec.Scaler;
import java.util.Arrays;

/**
 * The rows of a batch that hold only finite numbers, standardised.
 *
 * @param units row-major [count, dimension]
 * @param places for each row of the batch, its place in {@code units}, or −1 if it is not there
 */
@SuppressWarnings("ArrayRecordComponent")
record Readable(int count, float[] units, int[] places) {
  /**
   * @param numbers in data units, row-major [rows, dimension]
   */
  static Readable of(double[] numbers, Scaler scaler) {
    int dimension = scaler.dimension();
    int[] places = new int[numbers.length / dimension];
    float[] units = new float[numbers.length];
    int count = 0;
    for (int row = 0; row < places.length; row++) {
      boolean finite = true;
      for (int j = 0; j < dimension; j++) {
        float unit = (float) scaler.toUnit(j, numbers[row * dimension + j]);
        units[count * dimension + j] = unit;
        finite &= Float.isFinite(unit);
      }
      places[row] = finite ? count++ : -1;
    }
    return new Readable(count, Arrays.copyOf(units, count * dimension), places);
  }
}
