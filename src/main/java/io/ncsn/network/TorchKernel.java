package io.ncsn.network;

import static org.bytedeco.pytorch.global.torch.sqrt_out;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** libtorch on DL4J's flat vectors: the fast kernel. */
final class TorchKernel implements Kernel {
  /** Held for its memory: the tensors below are views of it and do not keep it alive. */
  private final ScoreModel model;

  private final TorchBuffers buffers = new TorchBuffers();
  private final Tensor parameters;
  private final Tensor gradient;
  private final Tensor firstMoment;
  private final Tensor secondMoment;
  private final Tensor denominator;
  private final TorchLayers layers;
  private final TorchLayers gradients;
  private final Map<Integer, TorchPass> passes = new HashMap<>();
  private final Scalar oneMinusBeta1 = buffers.own(new Scalar(1 - Adam.BETA1));
  private final Scalar beta2 = buffers.own(new Scalar(Adam.BETA2));
  private final Scalar oneMinusBeta2 = buffers.own(new Scalar(1 - Adam.BETA2));
  private final Scalar epsilon = buffers.own(new Scalar(Adam.EPSILON));

  TorchKernel(ScoreModel model) {
    this.model = model;
    NetworkSpec spec = model.spec();
    int n = spec.parameters();
    parameters = buffers.view(model.network().params());
    gradient = buffers.view(model.gradient());
    Tensor state = buffers.view(model.network().getUpdater().getStateViewArray());
    firstMoment = buffers.own(state.narrow(0, 0, n));
    secondMoment = buffers.own(state.narrow(0, n, n));
    denominator = buffers.empty(n);
    layers = new TorchLayers(spec, parameters, buffers);
    gradients = new TorchLayers(spec, gradient, buffers);
  }

  @Override
  public void forward(float[] input, int rows, float[] output) {
    pass(rows).forward(input, output);
  }

  @Override
  public void backward(float[] directions, int rows, float[] gradients) {
    pass(rows).backward(directions, gradients);
  }

  @Override
  public double lossAndGradient(Minibatch batch) {
    return pass(batch.rows()).lossAndGradient(batch, gradients);
  }

  @Override
  public double adamStep(double learningRate, double clipNorm, int iteration) {
    double norm = Math.sqrt(Torch.dot(gradient, gradient));
    if (norm > clipNorm) {
      try (Scalar factor = new Scalar(clipNorm / norm)) {
        gradient.mul_(factor);
      }
    }
    firstMoment.lerp_(gradient, oneMinusBeta1);
    secondMoment.mul_(beta2).addcmul_(gradient, gradient, oneMinusBeta2);
    sqrt_out(denominator, secondMoment);
    denominator.add_(epsilon);
    try (Scalar rate = new Scalar(-Adam.correctedRate(learningRate, iteration))) {
      parameters.addcdiv_(firstMoment, denominator, rate);
    }
    return norm;
  }

  @Override
  public void close() {
    passes.values().forEach(TorchPass::close);
    passes.clear();
    buffers.close();
  }

  private TorchPass pass(int rows) {
    return passes.computeIfAbsent(rows, count -> new TorchPass(model.spec(), layers, count));
  }
}
