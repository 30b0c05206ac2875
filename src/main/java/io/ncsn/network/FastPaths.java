package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Makes the fast paths. Tests replace one by a path that gives wrong results. */
class FastPaths {
  private static volatile FastPaths current = new FastPaths();

  static FastPaths current() {
    return current;
  }

  /** Replaces the paths of this process and forgets the verdicts on the earlier ones. */
  static void replaceBy(FastPaths paths) {
    current = paths;
    SelfChecks.forget();
  }

  /**
   * Makes products with oneDNN's layout of {@code weight}, [out, in], for blocks of {@code rows}
   * rows.
   */
  TorchAffine packed(Tensor weight, long rows, TorchBuffers memory) {
    return new TorchAffine.OneDnn(weight, rows, memory);
  }

  /** Makes products by libtorch in the type of {@code weight}, written into {@code target}. */
  TorchAffine bfloat16(Tensor weight, Tensor target, TorchBuffers memory) {
    return new TorchAffine.Blas(memory.own(weight.t()), target);
  }

  ScorePass scorePass(NetworkSpec spec, TorchLayers layers, Precision precision, KernelPlan plan) {
    return new TorchScorePass(spec, layers, precision, plan);
  }

  TorchPass writtenOutPass(NetworkSpec spec, TorchLayers layers, int rows, Precision precision) {
    return new TorchPass(spec, layers, rows, precision);
  }

  MixedPass mixedPass(MixedSpec spec, MixedTensors parameters, int rows, Precision precision) {
    return new MixedPass(spec, parameters, rows, precision);
  }

  /** Computes a convolution of {@code images}, [rows, channels, height, width]. */
  Tensor convolved(Tensor images, Tensor weight, Tensor bias, int stride, int padding) {
    return torch.conv2d(
        images,
        weight,
        new TensorOptional(bias),
        new long[] {stride, stride},
        new long[] {padding, padding},
        new long[] {1, 1},
        1);
  }

  /**
   * Requires that the processor multiplies numbers of 16 bits. Without that, float32 is faster.
   *
   * @throws UnsupportedOperationException if it does not
   */
  void requireBfloat16() {
    if (!Processor.multipliesBfloat16()) {
      throw new UnsupportedOperationException("this processor has no products in bfloat16");
    }
  }

  AdamStep adam(AdamVectors vectors, TorchBuffers memory) {
    return new TorchAdam(vectors, memory);
  }
}
