package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks the derivatives of derivatives of libtorch's convolutions, by which a {@link Unet} of
 * energies is trained: the gradient of ⟨∇ₓe, u⟩ by the input and the parameters, both together
 * along one direction. The input holds what the network is told, such as labels. With one output, e
 * is that; with more, it is the inner product of the images that come and go, and of the other
 * outputs with fixed numbers.
 */
record ConvolutionsTwiceCheck(Unet net, int inputs, int outputs) implements SelfCheck {
  private static final double TOLERANCE = 1e-3;
  private static final int ROWS = 2;

  /** The step of the difference quotients. */
  private static final double STEP = 5e-5;

  @Override
  public FastPath path() {
    return FastPath.CONVOLUTION;
  }

  @Override
  public String shape() {
    return net.shape(inputs, outputs) + ", twice";
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    float[] parameters = UnetCase.parameters(net, inputs, outputs);
    float[] input = SmallCase.normals(ROWS * inputs, 1);
    float[] u = SmallCase.normals(input.length, 2);
    float[] byInput = new float[input.length];
    float[] byParameters = new float[parameters.length];
    compute(parameters, input, u, byInput, byParameters);
    float[] ofInput = SmallCase.normals(input.length, 3);
    float[] ofParameters = SmallCase.normals(parameters.length, 4);
    double found = UnetCase.dot(byInput, ofInput) + UnetCase.dot(byParameters, ofParameters);
    double length =
        Math.sqrt(UnetCase.dot(byInput, byInput) + UnetCase.dot(byParameters, byParameters));
    double[] above = SmallCase.doubles(parameters);
    double[] around = SmallCase.doubles(input);
    double slope =
        slope(UnetCase.moved(above, ofParameters, STEP), UnetCase.moved(around, ofInput, STEP), u)
            - slope(
                UnetCase.moved(above, ofParameters, -STEP),
                UnetCase.moved(around, ofInput, -STEP),
                u);
    return Math.abs(found - slope / (2 * STEP)) / length;
  }

  private void compute(
      float[] parameters, float[] input, float[] u, float[] byInput, float[] byParameters) {
    try (TorchBuffers memory = new TorchBuffers();
        PointerScope scope = new PointerScope()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      Tensor gradient = memory.empty(parameters.length);
      TrunkSpec spec = new TrunkSpec(inputs, outputs, Activation.SILU);
      UnetTrunk trunk = new UnetTrunk(net, spec, flat, true, memory);
      Tensor x = TorchGraph.matrix(input, ROWS, inputs).requires_grad_(true);
      Tensor slopes = TorchGraph.derivative(energies(x, trunk.output(x)), x);
      Tensor along = slopes.mul(TorchGraph.matrix(u, ROWS, inputs)).sum();
      TorchGraph.read(TorchGraph.derivative(along, x), byInput);
      TorchGraph.backward(along, trunk.variables(), net.views(inputs, outputs, gradient, memory));
      TorchGraph.read(gradient, byParameters);
    }
  }

  /** Returns the sum of the rows' energies. */
  private Tensor energies(Tensor x, Tensor output) {
    if (outputs == 1) {
      return output.sum();
    }
    int beyond = outputs - net.pixels();
    Tensor image = output.narrow(Torch.COLUMNS, 0, net.pixels());
    Tensor others = output.narrow(Torch.COLUMNS, net.pixels(), beyond);
    return x.narrow(Torch.COLUMNS, 0, net.pixels())
        .mul(image)
        .sum()
        .add(others.mul(TorchGraph.matrix(factors(), 1, beyond)).sum());
  }

  /** Returns the sum of the rows' energies in double precision. */
  private double energies(double[] x, double[] output) {
    float[] factors = factors();
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < outputs; i++) {
        boolean image = i < net.pixels();
        double factor = image ? x[row * inputs + i] : factors[i - net.pixels()];
        sum += (outputs == 1 ? 1 : factor) * output[row * outputs + i];
      }
    }
    return sum;
  }

  private float[] factors() {
    return SmallCase.normals(Math.max(0, outputs - net.pixels()), 5);
  }

  /** Returns the derivative of the rows' energies along {@code u}, by differences. */
  private double slope(double[] parameters, double[] input, float[] u) {
    UnetReference exact = new UnetReference(net, inputs, outputs, parameters);
    double[] above = UnetCase.moved(input, u, STEP);
    double[] below = UnetCase.moved(input, u, -STEP);
    double rise = energies(above, exact.output(above)) - energies(below, exact.output(below));
    return rise / (2 * STEP);
  }
}
