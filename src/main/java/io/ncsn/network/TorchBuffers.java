package io.ncsn.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Native objects that live and are freed together. */
final class TorchBuffers implements AutoCloseable {
  private final List<Pointer> owned = new ArrayList<>();

  /** Frees {@code pointer} with the rest, and no sooner: not with a PointerScope it was made in. */
  <P extends Pointer> P own(P pointer) {
    pointer.retainReference();
    owned.add(pointer);
    return pointer;
  }

  /** Uninitialised float32 memory of the given shape. */
  Tensor empty(long... shape) {
    return own(torch.empty(shape));
  }

  /** A view of DL4J's flat vector, no copy; valid while the vector is. */
  Tensor view(INDArray vector) {
    FloatPointer memory = own(FlatVectors.pointer(vector));
    return own(torch.from_blob(memory, vector.length()));
  }

  /** The tensor's memory. */
  FloatPointer memory(Tensor tensor) {
    return own(tensor.data_ptr_float());
  }

  @Override
  public void close() {
    owned.forEach(Pointer::close);
    owned.clear();
  }
}
