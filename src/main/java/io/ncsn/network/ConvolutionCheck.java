package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks libtorch's convolutions in a {@link Unet}: its output, the gradient by the input, and the
 * gradient by the parameters, both together along one direction.
 */
record ConvolutionCheck(Unet net, int inputs, int outputs, Precision precision)
    implements SelfCheck {
  private static final double TOLERANCE = 1e-3;

  /** Far above the rounding to 8 binary digits in each layer, far below a wrong layout's error. */
  private static final double BFLOAT16_TOLERANCE = 0.2;

  private static final int ROWS = 2;

  /** The step of the difference quotient. */
  private static final double STEP = 1e-4;

  @Override
  public FastPath path() {
    return precision == Precision.FLOAT32 ? FastPath.CONVOLUTION : FastPath.BFLOAT16_CONVOLUTION;
  }

  @Override
  public String shape() {
    return net.shape(inputs, outputs);
  }

  @Override
  public double tolerance() {
    return precision == Precision.FLOAT32 ? TOLERANCE : BFLOAT16_TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    if (precision == Precision.BFLOAT16) {
      paths.requireBfloat16();
    }
    float[] parameters = UnetCase.parameters(net, inputs, outputs);
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
    double found = UnetCase.dot(byInput, ofInput) + UnetCase.dot(byParameters, ofParameters);
    double length =
        Math.sqrt(UnetCase.dot(byInput, byInput) + UnetCase.dot(byParameters, byParameters));
    return Math.max(SmallCase.error(output, exact), Math.abs(found - slope) / length);
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
      TrunkSpec spec = new TrunkSpec(inputs, outputs, Activation.SILU).in(precision);
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
    double[] above =
        exact(UnetCase.moved(parameters, ofParameters, STEP), UnetCase.moved(input, ofInput, STEP));
    double[] below =
        exact(
            UnetCase.moved(parameters, ofParameters, -STEP), UnetCase.moved(input, ofInput, -STEP));
    double sum = 0;
    for (int i = 0; i < v.length; i++) {
      sum += v[i] * (above[i] - below[i]);
    }
    return sum / (2 * STEP);
  }
}
