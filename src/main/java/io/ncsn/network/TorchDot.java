package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.dot_out;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/** Computes Σ a·b of two vectors as a number, without allocating. */
final class TorchDot {
  private final Tensor sum;
  private final FloatPointer memory;

  TorchDot(TorchBuffers buffers) {
    sum = buffers.empty();
    memory = buffers.memory(sum);
  }

  double of(Tensor a, Tensor b) {
    dot_out(sum, a, b);
    return memory.get();
  }
}
