package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The forward and backward pass of a plain network in double precision, purely in Java. It shares
 * no code with the kernels and serves as their reference.
 */
final class PlainPass {
  private final Activation activation;
  private final List<Layer> layers;
  private final float[] parameters;
  private final int rows;

  /** The inputs of the layers, [rows, in], followed by the network's output. */
  private final List<double[]> inputs = new ArrayList<>();

  /** The results of the layers before the activation, [rows, out]. */
  private final List<double[]> sums = new ArrayList<>();

  /** Passes {@code input}, row-major [rows, inputs], through a network of plain blocks. */
  PlainPass(NetworkSpec spec, float[] parameters, double[] input) {
    this(spec.layers(), spec.activation(), parameters, input);
  }

  /** Passes {@code input}, row-major [rows, inputs], through {@code layers}. */
  PlainPass(List<Layer> layers, Activation activation, float[] parameters, double[] input) {
    this.activation = activation;
    this.layers = layers;
    this.parameters = parameters;
    this.rows = input.length / layers.get(0).in();
    inputs.add(input);
    int at = 0;
    for (Layer layer : layers) {
      double[] sum = affine(layer, at, inputs.get(inputs.size() - 1));
      sums.add(sum);
      inputs.add(layer.activated() ? activated(sum) : sum);
      at += (int) layer.parameters();
    }
  }

  /** Returns the output, row-major [rows, outputs]. */
  double[] output() {
    return inputs.get(layers.size());
  }

  /**
   * Propagates the gradient by the output backwards.
   *
   * @param above row-major [rows, outputs]
   * @param gradient [n]; receives the gradient by the parameters
   * @return the gradient by the input, [rows, inputs]
   */
  double[] backward(double[] above, double[] gradient) {
    int end = parameters.length;
    double[] delta = above;
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      end -= (int) layer.parameters();
      double[] bySum = layer.activated() ? bySum(delta, sums.get(i)) : delta;
      addGradient(layer, end, bySum, inputs.get(i), gradient);
      delta = below(layer, end, bySum);
    }
    return delta;
  }

  private double[] affine(Layer layer, int at, double[] x) {
    int biases = at + layer.in() * layer.out();
    double[] y = new double[rows * layer.out()];
    for (int row = 0; row < rows; row++) {
      for (int out = 0; out < layer.out(); out++) {
        double sum = parameters[biases + out];
        int weight = at + out * layer.in();
        for (int in = 0; in < layer.in(); in++) {
          sum += parameters[weight + in] * x[row * layer.in() + in];
        }
        y[row * layer.out() + out] = sum;
      }
    }
    return y;
  }

  private void addGradient(Layer layer, int at, double[] delta, double[] x, double[] gradient) {
    int biases = at + layer.in() * layer.out();
    for (int row = 0; row < rows; row++) {
      for (int out = 0; out < layer.out(); out++) {
        double d = delta[row * layer.out() + out];
        gradient[biases + out] += d;
        int weight = at + out * layer.in();
        for (int in = 0; in < layer.in(); in++) {
          gradient[weight + in] += d * x[row * layer.in() + in];
        }
      }
    }
  }

  private double[] below(Layer layer, int at, double[] delta) {
    double[] below = new double[rows * layer.in()];
    for (int row = 0; row < rows; row++) {
      for (int out = 0; out < layer.out(); out++) {
        double d = delta[row * layer.out() + out];
        int weight = at + out * layer.in();
        for (int in = 0; in < layer.in(); in++) {
          below[row * layer.in() + in] += d * parameters[weight + in];
        }
      }
    }
    return below;
  }

  private double[] activated(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] =
          switch (activation) {
            case SILU -> x[i] * sigmoid(x[i]);
            case ELU -> x[i] > 0 ? x[i] : Math.expm1(x[i]);
            case SOFTPLUS -> Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
            case TANH -> Math.tanh(x[i]);
            case RELU -> Math.max(x[i], 0);
          };
    }
    return y;
  }

  private double[] bySum(double[] above, double[] x) {
    double[] delta = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double s = sigmoid(x[i]);
      double slope =
          switch (activation) {
            case SILU -> s * (1 + x[i] * (1 - s));
            case ELU -> x[i] > 0 ? 1 : Math.exp(x[i]);
            case SOFTPLUS -> s;
            case TANH -> 1 - Math.tanh(x[i]) * Math.tanh(x[i]);
            case RELU -> x[i] > 0 ? 1 : 0;
          };
      delta[i] = above[i] * slope;
    }
    return delta;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
