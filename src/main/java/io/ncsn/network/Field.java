package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Kind;
import java.util.Arrays;

/**
 * Computes F, from which the score is made. F is the output of a score network. For an energy
 * network with output e, it is −∇e by the row's part of the input. One thread at a time.
 */
final class Field {
  private final NetworkSpec spec;
  private final Kernel kernel;
  private float[] outputs = new float[0];
  private float[] gradients = new float[0];
  private float[] ones = new float[0];

  Field(NetworkSpec spec, Kernel kernel) {
    this.spec = spec;
    this.kernel = kernel;
  }

  /**
   * Computes F at {@code input}.
   *
   * @param input row-major [rows, inputs]
   * @param field row-major [rows, dimension]; overwritten
   */
  void of(float[] input, int rows, float[] field) {
    if (spec.kind() == Kind.SCORE) {
      kernel.forward(input, rows, field);
      return;
    }
    kernel.forward(input, rows, outputs(rows));
    kernel.backward(ones, rows, gradients);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < spec.dimension(); j++) {
        field[i * spec.dimension() + j] = -gradients[i * spec.inputs() + j];
      }
    }
  }

  /**
   * Computes vᵀ(∇F)v at the input of the last {@link #of}. The shapes are those of {@link
   * Kernel#curvature}.
   */
  void forms(float[] directions, int rows, double[] forms) {
    if (spec.kind() == Kind.ENERGY) {
      kernel.curvature(directions, rows, forms);
      for (int i = 0; i < rows; i++) {
        forms[i] = -forms[i];
      }
      return;
    }
    gradients = atLeast(gradients, rows * spec.inputs());
    kernel.backward(directions, rows, gradients);
    for (int i = 0; i < rows; i++) {
      forms[i] = 0;
      for (int j = 0; j < spec.dimension(); j++) {
        forms[i] += directions[i * spec.dimension() + j] * gradients[i * spec.inputs() + j];
      }
    }
  }

  /**
   * Computes tr ∇F by the row's part of the input, at the input of the last {@link #of}.
   *
   * @param traces [rows]; overwritten
   */
  void traces(int rows, double[] traces) {
    if (kernel.trace(rows, traces)) {
      return;
    }
    int dimension = spec.dimension();
    double[] forms = new double[rows];
    Arrays.fill(traces, 0, rows, 0);
    for (int axis = 0; axis < dimension; axis++) {
      float[] along = new float[rows * dimension];
      for (int i = 0; i < rows; i++) {
        along[i * dimension + axis] = 1;
      }
      forms(along, rows, forms);
      for (int i = 0; i < rows; i++) {
        traces[i] += forms[i];
      }
    }
  }

  private float[] outputs(int rows) {
    if (ones.length < rows) {
      ones = new float[rows];
      Arrays.fill(ones, 1);
    }
    gradients = atLeast(gradients, rows * spec.inputs());
    outputs = atLeast(outputs, rows);
    return outputs;
  }

  private static float[] atLeast(float[] array, int length) {
    return array.length < length ? new float[length] : array;
  }
}
