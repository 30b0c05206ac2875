package io.ncsn.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native objects that live and are freed together. */
final class TorchBuffers implements AutoCloseable {
  private final List<Pointer> owned = new ArrayList<>();

  /**
   * Takes ownership of {@code pointer}. It is freed with the other objects, and not by the
   * PointerScope in which it was made.
   */
  <P extends Pointer> P own(P pointer) {
    pointer.retainReference();
    owned.add(pointer);
    return pointer;
  }

  /** Allocates uninitialised float32 memory of the given shape. */
  Tensor empty(long... shape) {
    return own(torch.empty(shape));
  }

  /** Makes a vector of {@code values} in single precision. */
  Tensor row(double[] values) {
    float[] singles = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      singles[i] = (float) values[i];
    }
    Tensor row = empty(values.length);
    if (values.length > 0) { // an empty tensor has no memory
      try (FloatPointer memory = row.data_ptr_float()) {
        memory.put(singles);
      }
    }
    return row;
  }

  /** Makes a vector of indices. */
  Tensor indices(int[] values) {
    return own(torch.tensor(Arrays.stream(values).asLongStream().toArray()));
  }

  /** Returns a view of DL4J's flat vector, without a copy. It is valid as long as the vector. */
  Tensor view(INDArray vector) {
    FloatPointer memory = own(FlatVectors.pointer(vector));
    return own(torch.from_blob(memory, vector.length()));
  }

  /** Returns the memory of the tensor. */
  FloatPointer memory(Tensor tensor) {
    return own(tensor.data_ptr_float());
  }

  @Override
  public void close() {
    owned.forEach(Pointer::close);
    owned.clear();
  }
}
