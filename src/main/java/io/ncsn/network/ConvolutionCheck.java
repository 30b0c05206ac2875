package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks libtorch's convolutions in a {@link Unet}: its output, the gradient by the input, and the
 * gradient by the parameters, both together along one direction.
 */
record ConvolutionCheck(Unet net, int inputs, int outputs) implements SelfCheck {
  private static final double TOLERANCE = 1e-3;
  private static final int ROWS = 2;

  /** The step of the difference quotient. */
  private static final double STEP = 1e-4;

  @Override
  public FastPath path() {
    return FastPath.CONVOLUTION;
  }

  @Override
  public String shape() {
    return net.shape(inputs, outputs);
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    float[] parameters = parameters();
    float[] input = SmallCase.normals(ROWS * inputs, 1);
    float[] v = SmallCase.normals(ROWS * outputs, 2);
    float[] output = new float[v.length];
    float[] byInput = new float[input.length];
    float[] byParameters = new float[parameters.length];
    compute(parameters, input, v, output, byInput, byParameters);
    double[] exactParameters = SmallCase.doubles(parameters);
    double[] exactInput = SmallCase.doubles(input);
    double[] exact = exact(exactParameters, exactInput);
    float[] ofInput = SmallCase.normals(input.length, 3);
    float[] ofParameters = SmallCase.normals(parameters.length, 4);
    double slope = quotient(exactParameters, exactInput, ofParameters, ofInput, v);
    double found = dot(byInput, ofInput) + dot(byParameters, ofParameters);
    double length = Math.sqrt(dot(byInput, byInput) + dot(byParameters, byParameters));
    return Math.max(SmallCase.error(output, exact), Math.abs(found - slope) / length);
  }

  /** Returns parameters for which all matter, also those that begin as zeros. */
  private float[] parameters() {
    UnetParameters counted = UnetParameters.of(net, inputs, outputs);
    float[] parameters = SmallCase.normals(Math.toIntExact(counted.length()), 0);
    int at = 0;
    for (UnetParameters.Parameter parameter : counted.all()) {
      int end = at + parameter.length();
      boolean weights = parameter.shape().size() > 1;
      float scale = weights ? (float) (1 / Math.sqrt(Math.max(1, parameter.fanIn()))) : 0.1f;
      float centre = parameter.start() == ImageOps.Start.ONE ? 1 : 0;
      for (; at < end; at++) {
        parameters[at] = centre + scale * parameters[at];
      }
    }
    return parameters;
  }

  private void compute(
      float[] parameters,
      float[] input,
      float[] v,
      float[] output,
      float[] byInput,
      float[] byParameters) {
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      Tensor gradient = memory.empty(parameters.length);
      TrunkSpec spec = new TrunkSpec(inputs, outputs, Activation.SILU);
      UnetTrunk trunk = new UnetTrunk(net, spec, flat, true, memory);
      Tensor x = TorchGraph.matrix(input, ROWS, inputs).requires_grad_(true);
      Tensor found = trunk.output(x);
      TorchGraph.read(found, output);
      Tensor sum = found.mul(TorchGraph.matrix(v, ROWS, outputs)).sum();
      TorchGraph.read(TorchGraph.derivative(sum, x), byInput);
      TorchGraph.backward(sum, trunk.variables(), net.views(inputs, outputs, gradient, memory));
      TorchGraph.read(gradient, byParameters);
    }
  }

  private double[] exact(double[] parameters, double[] input) {
    return new UnetReference(net, inputs, outputs, parameters).output(input);
  }

  /** Returns the derivative of v·output along a direction, by differences. */
  private double quotient(
      double[] parameters, double[] input, float[] ofParameters, float[] ofInput, float[] v) {
    double[] above = exact(moved(parameters, ofParameters, STEP), moved(input, ofInput, STEP));
    double[] below = exact(moved(parameters, ofParameters, -STEP), moved(input, ofInput, -STEP));
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i] * (above[i] - below[i]);
    }
    return sum / (2 * STEP);
  }

  private static double[] moved(double[] from, float[] along, double step) {
    double[] moved = from.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += step * along[i];
    }
    return moved;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
