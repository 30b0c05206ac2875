package io.ncsn.data.shard;

import io.ncsn.data.codec.Scaler;
import java.io.Serializable;

/**
 * Makes the floats of bytes, column by column: (byte − mean) / scale in double precision, rounded
 * to a float, with the bits of {@link io.ncsn.data.codec.ColumnCodec#store}.
 */
final class ByteUnits implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] mean;
  private final double[] scale;
  private final int alike; // columns from the first that have its mean and scale: an image's pixels
  private final float[] units; // of these columns, [256]

  ByteUnits(Scaler scaler) {
    mean = scaler.mean();
    scale = scaler.scale();
    int same = 0;
    while (same < mean.length && mean[same] == mean[0] && scale[same] == scale[0]) {
      same++;
    }
    alike = same;
    units = new float[1 << Byte.SIZE];
    for (int value = 0; value < units.length && same > 0; value++) {
      units[value] = unit(0, value);
    }
  }

  int dimension() {
    return mean.length;
  }

  /**
   * Writes the floats of a row.
   *
   * @param from where the row begins in {@code bytes}
   * @param at where it begins in {@code target}
   */
  void read(byte[] bytes, int from, float[] target, int at) {
    for (int c = 0; c < alike; c++) {
      target[at + c] = units[Byte.toUnsignedInt(bytes[from + c])];
    }
    for (int c = alike; c < mean.length; c++) {
      target[at + c] = unit(c, Byte.toUnsignedInt(bytes[from + c]));
    }
  }

  private float unit(int column, double value) {
    return (float) ((value - mean[column]) / scale[column]);
  }
}
