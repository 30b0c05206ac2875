package io.ncsn.network;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A product x·Wᵀ + b for {@link SmallCase#ROWS} rows, which one of the ways of {@link TorchAffine}
 * computes.
 */
final class LinearCase {
  /**
   * Far above the rounding of float32 sums of some thousand products, and far below the error of a
   * wrong layout.
   */
  private static final double FLOAT32_TOLERANCE = 1e-4;

  /** bfloat16 rounds the result to 8 binary digits. */
  private static final double BFLOAT16_TOLERANCE = 3e-2;

  private final int out;
  private final int in;
  private final ScalarType type;

  LinearCase(int out, int in, boolean bfloat16) {
    this.out = out;
    this.in = in;
    this.type = bfloat16 ? ScalarType.BFloat16 : ScalarType.Float;
  }

  static double tolerance(boolean bfloat16) {
    return bfloat16 ? BFLOAT16_TOLERANCE : FLOAT32_TOLERANCE;
  }

  /** A way of computing the product of {@code weight}, [out, in], perhaps into {@code target}. */
  interface Way {
    TorchAffine of(Tensor weight, Tensor target, TorchBuffers memory);
  }

  /** Returns the error, as defined in {@link SelfCheck#error}. */
  double error(Way way) {
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor rows = tensor(memory, SmallCase.ROWS, in, 0);
      Tensor weight = tensor(memory, out, in, 1);
      Tensor bias = memory.own(tensor(memory, 1, out, 2).view(out));
      Tensor target = memory.own(torch.empty(SmallCase.ROWS, out).to(type));
      float[] found = values(way.of(weight, target, memory).of(rows, bias));
      return SmallCase.error(found, exact(values(rows), values(weight), values(bias)));
    }
  }

  private Tensor tensor(TorchBuffers memory, int rows, int columns, long key) {
    Tensor tensor = memory.empty(rows, columns);
    memory.memory(tensor).put(SmallCase.normals(rows * columns, key));
    return memory.own(tensor.to(type));
  }

  /** Returns the values in single precision, which holds every number of either type. */
  private static float[] values(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.numel())];
    TorchGraph.read(tensor.to(ScalarType.Float), values);
    return values;
  }

  private double[] exact(float[] rows, float[] weight, float[] bias) {
    double[] products = new double[SmallCase.ROWS * out];
    for (int i = 0; i < products.length; i++) {
      int row = i / out * in;
      int column = i % out * in;
      double sum = bias[i % out];
      for (int j = 0; j < in; j++) {
        sum += (double) rows[row + j] * weight[column + j];
      }
      products[i] = sum;
    }
    return products;
  }
}
