package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Computes with libtorch on DL4J's flat vectors. It is the fast kernel, and the only one with
 * second derivatives. {@link TorchPass} runs plain networks forward and backward; autograd does the
 * rest.
 */
final class TorchKernel implements Kernel {
  /** The model is held to keep its memory alive, because the tensors below are only views of it. */
  private final ScoreModel model;

  private final TorchBuffers buffers = new TorchBuffers();
  private final ClippedAdam adam;
  private final KernelPlan plan;
  private final boolean writtenOut;
  private final boolean flushes;
  private final TorchLayers layers;
  private final TorchLayers gradients;
  private final TorchGraph graph;
  private final Map<Integer, TorchPass> passes = new HashMap<>();
  private float[] lastInput = new float[0];

  TorchKernel(ScoreModel model, KernelPlan plan) {
    this.model = model;
    this.plan = plan;
    NetworkSpec spec = model.spec();
    this.writtenOut =
        spec.architecture().hasWrittenOutPasses() && plan.uses(new WrittenOutPassCheck(spec));
    this.flushes = plan.uses(new FlushToZeroCheck());
    Tensor parameters = buffers.view(model.network().params());
    Tensor gradient = buffers.view(model.gradient());
    Tensor state = buffers.view(model.network().getUpdater().getStateViewArray());
    adam = new ClippedAdam(parameters, gradient, state, plan, buffers);
    layers = TorchLayers.of(spec, parameters, buffers);
    gradients = TorchLayers.of(spec, gradient, buffers);
    graph = new TorchGraph(spec, parameters, gradient, buffers);
  }

  @Override
  public void forward(float[] input, int rows, float[] output) {
    lastInput = input;
    if (writtenOut) {
      pass(rows).forward(input, output);
      return;
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard values = new NoGradGuard()) {
      TorchGraph.read(graph.output(matrix(input, rows)), output);
    }
  }

  @Override
  public void backward(float[] directions, int rows, float[] gradients) {
    if (writtenOut) {
      pass(rows).backward(directions, gradients);
      return;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor input = matrix(lastInput, rows).requires_grad_(true);
      Tensor v = TorchGraph.matrix(directions, rows, model.spec().outputs());
      TorchGraph.read(TorchGraph.derivative(graph.output(input).mul(v).sum(), input), gradients);
    }
  }

  @Override
  public void curvature(float[] directions, int rows, double[] forms) {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = matrix(lastInput, rows).requires_grad_(true);
      int dimension = model.spec().dimension();
      Tensor v = TorchGraph.matrix(directions, rows, dimension);
      Tensor slope = graph.field(input).mul(v).sum();
      Tensor change = TorchGraph.derivative(slope, input).narrow(1, 0, dimension);
      float[] found = new float[rows];
      TorchGraph.read(change.mul(v).sum(Torch.COLUMNS), found);
      for (int i = 0; i < rows; i++) {
        forms[i] = -found[i];
      }
    }
  }

  @Override
  public double lossAndGradient(Minibatch batch) {
    NetworkSpec spec = model.spec();
    if (writtenOut && spec.kind() == Kind.SCORE) {
      try (FlushToZero small = FlushToZero.open(flushes)) {
        return pass(batch.rows()).lossAndGradient(batch, gradients);
      }
    }
    try (FlushToZero small = FlushToZero.open(flushes);
        PointerScope scope = new PointerScope()) {
      Tensor input = matrix(batch.input, batch.rows()).requires_grad_(spec.kind() == Kind.ENERGY);
      Tensor target = TorchGraph.matrix(batch.target, batch.rows(), spec.dimension());
      Tensor weight = TorchGraph.matrix(batch.weight, batch.rows(), 1);
      Tensor residual = graph.field(input).sub(target);
      Tensor loss = residual.square().mul(weight).sum().mul(new Scalar(0.5 / batch.rows()));
      graph.backward(loss);
      return loss.item_float();
    }
  }

  @Override
  public double lossAndGradient(Loss loss, float[] rows, int count, UniformRandomProvider random) {
    try (FlushToZero small = FlushToZero.open(flushes);
        PointerScope scope = new PointerScope()) {
      Tensor mean = mean(loss, rows, count, random);
      graph.backward(mean);
      return mean.item_float();
    }
  }

  @Override
  public double loss(Loss loss, float[] rows, int count, UniformRandomProvider random) {
    try (PointerScope scope = new PointerScope()) {
      return mean(loss, rows, count, random).item_float();
    }
  }

  private Tensor mean(Loss loss, float[] rows, int count, UniformRandomProvider random) {
    Tensor x = TorchGraph.matrix(rows, count, model.spec().dimension()).requires_grad_(true);
    LossModel network = new LossModel(graph, new Field(model.spec(), this));
    return loss.of(network, x, new Draws(random)).mean();
  }

  @Override
  public double adamStep(double learningRate, double clipNorm, int iteration) {
    return adam.step(learningRate, clipNorm, iteration);
  }

  @Override
  public Optional<ScorePass> scorePass(Precision precision) {
    NetworkSpec spec = model.spec();
    return Kernels.hasScorePass(spec) && plan.uses(new ScorePassCheck(spec))
        ? Optional.of(FastPaths.current().scorePass(spec, layers, precision, plan))
        : Optional.empty();
  }

  @Override
  public void close() {
    passes.values().forEach(TorchPass::close);
    passes.clear();
    buffers.close();
  }

  private Tensor matrix(float[] input, int rows) {
    return TorchGraph.matrix(input, rows, model.spec().inputs());
  }

  private TorchPass pass(int rows) {
    return passes.computeIfAbsent(
        rows, count -> FastPaths.current().writtenOutPass(model.spec(), layers, count));
  }
}
