package io.ncsn.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between Java arrays and DL4J's flat native vectors, without ND4J's per-element paths. */
final class FlatVectors {
  private FlatVectors() {}

  static INDArray zeros(int length) {
    return Nd4j.zeros(DataType.FLOAT, (long) length);
  }

  static float[] copy(INDArray vector) {
    float[] values = new float[Math.toIntExact(vector.length())];
    pointer(vector).get(values);
    return values;
  }

  static void write(float[] values, INDArray vector) {
    if (values.length != vector.length()) {
      throw new IllegalArgumentException(
          "Cannot load a vector of " + values.length + " numbers into one of " + vector.length());
    }
    pointer(vector).put(values);
  }

  /** Returns the native memory of the vector, which is valid as long as the vector. */
  static FloatPointer pointer(INDArray vector) {
    Pointer address = vector.data().addressPointer();
    return new FloatPointer(address).capacity(vector.length());
  }
}
