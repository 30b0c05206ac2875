package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.mul_out;
import static org.bytedeco.pytorch.global.torch.sub_out;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes the forward and backward pass of a plain network for a fixed number of rows, and its
 * least-squares loss, without autograd.
 */
class TorchPass implements AutoCloseable {
  private final TorchBuffers buffers = new TorchBuffers();
  private final TorchTrunk trunk;

  /** The passes of training. */
  private final DenseTrunk trained;

  private final Tensor target;
  private final Tensor weight;
  private final Tensor residual;
  private final FloatPointer inputMemory;
  private final FloatPointer trainedInputMemory;
  private final FloatPointer outputMemory;
  private final FloatPointer targetMemory;
  private final FloatPointer weightMemory;
  private final FloatPointer deltaMemory;
  private final FloatPointer inputDeltaMemory;
  private final Tensor flatResidual;
  private final Tensor flatDelta;
  private final TorchDot dot = new TorchDot(buffers);

  private final NetworkSpec spec;
  private final TorchLayers layers;

  /** Null until it is needed. */
  private TorchTrace trace;

  /** Weights of the rows in the mean loss. */
  private final float[] weights;

  /**
   * Makes the passes.
   *
   * @param precision the precision of losses and gradients; the rest is in float32
   */
  TorchPass(NetworkSpec spec, TorchLayers layers, int rows, Precision precision) {
    this.spec = spec;
    this.layers = layers;
    trunk = new TorchTrunk(spec.layers(), spec.activation(), layers, rows, buffers);
    trained =
        precision == Precision.FLOAT32
            ? trunk
            : DenseTrunk.of(spec.layers(), spec.activation(), layers, rows, precision, buffers);
    target = buffers.empty(rows, spec.outputs());
    weight = buffers.empty(rows, 1);
    residual = buffers.empty(rows, spec.outputs());
    inputMemory = buffers.memory(trunk.input());
    outputMemory = buffers.memory(trunk.output());
    targetMemory = buffers.memory(target);
    weightMemory = buffers.memory(weight);
    deltaMemory = buffers.memory(trunk.delta());
    inputDeltaMemory = buffers.memory(trunk.inputDelta());
    flatResidual = buffers.own(residual.view(-1));
    flatDelta = buffers.own(trained.delta().view(-1));
    trainedInputMemory = buffers.memory(trained.input());
    weights = new float[rows];
  }

  /** Does the same as {@link Kernel#forward}. */
  void forward(float[] input, float[] output) {
    put(input, inputMemory);
    trunk.forward();
    outputMemory.get(output, 0, Math.toIntExact(target.numel()));
  }

  /** Does the same as {@link Kernel#backward}. */
  void backward(float[] directions, float[] gradients) {
    deltaMemory.put(directions, 0, Math.toIntExact(target.numel()));
    trunk.backwardToInput();
    inputDeltaMemory.get(gradients, 0, Math.toIntExact(trunk.input().numel()));
  }

  /** Does the same as {@link Kernel#trace}, for networks that {@link TorchTrace#has}. */
  void trace(double[] traces) {
    if (trace == null) {
      trace = new TorchTrace(spec, trunk, layers, weights.length, buffers);
    }
    trace.of(traces);
  }

  /**
   * Does the same as {@link Kernel#lossAndGradient(Minibatch)} for a score network, but writes into
   * {@code gradient}.
   */
  double lossAndGradient(Minibatch batch, TorchLayers gradient) {
    put(batch.input, trainedInputMemory);
    trained.forward();
    targetMemory.put(batch.target);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = batch.weight[i] / weights.length;
    }
    weightMemory.put(weights);
    sub_out(residual, trained.output(), target);
    mul_out(trained.delta(), residual, weight);
    double loss = dot.of(flatResidual, flatDelta) / 2;
    trained.backward(gradient);
    return loss;
  }

  @Override
  public void close() {
    buffers.close();
  }

  private void put(float[] input, FloatPointer memory) {
    memory.put(input, 0, Math.toIntExact(trunk.input().numel()));
  }
}
