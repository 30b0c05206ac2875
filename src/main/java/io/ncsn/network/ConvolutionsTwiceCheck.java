package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks the derivatives of derivatives of libtorch's convolutions, by which a {@link Unet} of
 * energies is trained: the gradient of ⟨∇ₓe, u⟩ by the input and the parameters, both together
 * along one direction.
 */
record ConvolutionsTwiceCheck(Unet net, int inputs) implements SelfCheck {
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
    return net.shape(inputs, 1) + ", twice";
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    float[] parameters = UnetCase.parameters(net, inputs, 1);
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
      TrunkSpec spec = new TrunkSpec(inputs, 1, Activation.SILU);
      UnetTrunk trunk = new UnetTrunk(net, spec, flat, true, memory);
      Tensor x = TorchGraph.matrix(input, ROWS, inputs).requires_grad_(true);
      Tensor slopes = TorchGraph.derivative(trunk.output(x).sum(), x);
      Tensor along = slopes.mul(TorchGraph.matrix(u, ROWS, inputs)).sum();
      TorchGraph.read(TorchGraph.derivative(along, x), byInput);
      TorchGraph.backward(along, trunk.variables(), net.views(inputs, 1, gradient, memory));
      TorchGraph.read(gradient, byParameters);
    }
  }

  /** Returns the derivative of the rows' energies along {@code u}, by differences. */
  private double slope(double[] parameters, double[] input, float[] u) {
    UnetReference exact = new UnetReference(net, inputs, 1, parameters);
    double[] above = exact.output(UnetCase.moved(input, u, STEP));
    double[] below = exact.output(UnetCase.moved(input, u, -STEP));
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += above[row] - below[row];
    }
    return sum / (2 * STEP);
  }
}
