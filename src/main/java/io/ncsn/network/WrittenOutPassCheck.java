package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Kind;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks the written-out passes of a plain network: its output, the gradient by the input and, for
 * score networks, the gradient by the parameters.
 *
 * @param precision the precision of training; bfloat16 only for score networks
 */
record WrittenOutPassCheck(NetworkSpec spec, Precision precision) implements SelfCheck {
  private static final double TOLERANCE = 1e-3;

  /** Far above the rounding to 8 binary digits in each layer, far below a wrong layout's error. */
  static final double BFLOAT16_TOLERANCE = 0.2;

  @Override
  public FastPath path() {
    return precision == Precision.BFLOAT16 ? FastPath.BFLOAT16_PASS : FastPath.WRITTEN_OUT_PASS;
  }

  @Override
  public String shape() {
    return spec.shape();
  }

  @Override
  public double tolerance() {
    return precision == Precision.BFLOAT16 ? BFLOAT16_TOLERANCE : TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    if (precision == Precision.BFLOAT16) {
      paths.requireBfloat16();
    }
    float[] parameters = SmallCase.parameters(spec, 0);
    float[] input = SmallCase.normals(SmallCase.ROWS * spec.inputs(), 1);
    try (TorchBuffers memory = new TorchBuffers()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      TorchLayers layers = TorchLayers.of(spec, flat, memory);
      try (TorchPass pass = paths.writtenOutPass(spec, layers, SmallCase.ROWS, precision)) {
        PlainPass plain = new PlainPass(spec, parameters, SmallCase.doubles(input));
        double values = valueError(pass, plain, input);
        return spec.kind() == Kind.SCORE
            ? Math.max(values, gradientError(pass, plain, input, memory))
            : values; // an energy network's loss goes through autograd
      }
    }
  }

  /** Returns the error of the output and of the gradient by the input. */
  private double valueError(TorchPass pass, PlainPass plain, float[] input) {
    float[] output = new float[SmallCase.ROWS * spec.outputs()];
    pass.forward(input, output);
    float[] directions = SmallCase.normals(output.length, 2);
    float[] slopes = new float[input.length];
    pass.backward(directions, slopes);
    double[] exact = plain.backward(SmallCase.doubles(directions), new double[spec.parameters()]);
    double values =
        Math.max(SmallCase.error(output, plain.output()), SmallCase.error(slopes, exact));
    return TorchTrace.has(spec) ? Math.max(values, traceError(pass)) : values;
  }

  /** Returns how far the traces are from those by a backward pass for each output. */
  private double traceError(TorchPass pass) {
    double[] traces = new double[SmallCase.ROWS];
    pass.trace(traces);
    double[] expected = new double[traces.length];
    float[] slopes = new float[traces.length * spec.inputs()];
    for (int axis = 0; axis < spec.dimension(); axis++) {
      float[] along = new float[traces.length * spec.outputs()];
      for (int row = 0; row < traces.length; row++) {
        along[row * spec.outputs() + axis] = 1;
      }
      pass.backward(along, slopes);
      for (int row = 0; row < traces.length; row++) {
        expected[row] += slopes[row * spec.inputs() + axis];
      }
    }
    float[] found = new float[traces.length];
    for (int row = 0; row < found.length; row++) {
      found[row] = (float) traces[row];
    }
    return SmallCase.error(found, expected);
  }

  /** Returns the error of the gradient by the parameters. */
  private double gradientError(
      TorchPass pass, PlainPass plain, float[] input, TorchBuffers memory) {
    Minibatch batch = batch(input);
    Tensor gradient = memory.empty(spec.parameters());
    pass.lossAndGradient(batch, TorchLayers.of(spec, gradient, memory));
    float[] found = new float[spec.parameters()];
    TorchGraph.read(gradient, found);
    double[] exact = new double[found.length];
    plain.backward(residuals(batch, plain.output()), exact);
    return SmallCase.error(found, exact);
  }

  private Minibatch batch(float[] input) {
    Minibatch batch = new Minibatch(SmallCase.ROWS, spec);
    System.arraycopy(input, 0, batch.input, 0, input.length);
    float[] target = SmallCase.normals(batch.target.length, 3);
    System.arraycopy(target, 0, batch.target, 0, target.length);
    for (int i = 0; i < batch.weight.length; i++) {
      batch.weight[i] = 1 + i;
    }
    return batch;
  }

  /** Returns the gradient of mean ½·w·‖F − t‖² by F. */
  private double[] residuals(Minibatch batch, double[] output) {
    double[] residuals = new double[output.length];
    for (int i = 0; i < residuals.length; i++) {
      double weight = batch.weight[i / spec.outputs()] / (double) SmallCase.ROWS;
      residuals[i] = weight * (output[i] - batch.target[i]);
    }
    return residuals;
  }
}
