package io.ncsn.network;

import static io.ncsn.network.Precision.FLOAT32;

import io.ncsn.network.NetworkSettings.Kind;
import java.util.Arrays;
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

  /** Precision of losses and their gradients. */
  private final Precision precision;

  private final boolean flushes;

  /** Null: the network has no written-out passes, which alone need the layers. */
  private final TorchLayers layers;

  private final TorchLayers gradients;
  private final TorchGraph graph;

  /** The network as autograd trains it. */
  private final TorchGraph trained;

  private final Tensor parameters;
  private final Map<Integer, TorchPass> passes = new HashMap<>();
  private float[] lastInput = new float[0];

  TorchKernel(ScoreModel model, KernelPlan plan) {
    this.model = model;
    this.plan = plan;
    NetworkSpec spec = model.spec();
    boolean hasPasses = spec.architecture().hasWrittenOutPasses();
    this.writtenOut = hasPasses && plan.uses(new WrittenOutPassCheck(spec, FLOAT32));
    this.precision =
        !hasPasses || writtenOut ? plan.possible(plan.training(), spec.bfloat16Check()) : FLOAT32;
    this.flushes = plan.uses(new FlushToZeroCheck());
    parameters = buffers.view(model.parameterVector());
    Tensor gradient = buffers.view(model.gradient());
    Tensor state = buffers.view(model.updaterVector());
    adam = new ClippedAdam(parameters, gradient, state, plan, buffers);
    layers = hasPasses ? TorchLayers.of(spec, parameters, buffers) : null;
    gradients = hasPasses ? TorchLayers.of(spec, gradient, buffers) : null;
    graph = new TorchGraph(spec, parameters, gradient, plan, FLOAT32, buffers);
    trained =
        writtenOut || precision == FLOAT32
            ? graph
            : new TorchGraph(spec, parameters, gradient, plan, precision, buffers);
  }

  @Override
  public void forward(float[] input, int rows, float[] output) {
    lastInput = input;
    if (writtenOut) {
      pass(rows).forward(input, output);
      return;
    }
    forward(graph, input, rows, output);
  }

  private void forward(TorchGraph network, float[] input, int rows, float[] output) {
    inParts(
        rows,
        (first, count) -> {
          try (NoGradGuard values = new NoGradGuard()) {
            Tensor x = part(input, first, count, model.spec().inputs());
            write(network.output(x), output, first, model.spec().outputs());
          }
        });
  }

  @Override
  public void backward(float[] directions, int rows, float[] gradients) {
    if (writtenOut) {
      pass(rows).backward(directions, gradients);
      return;
    }
    NetworkSpec spec = model.spec();
    inParts(
        rows,
        (first, count) -> {
          Tensor input = part(lastInput, first, count, spec.inputs()).requires_grad_(true);
          Tensor v = part(directions, first, count, spec.outputs());
          Tensor slopes = TorchGraph.derivative(graph.output(input).mul(v).sum(), input);
          write(slopes, gradients, first, spec.inputs());
        });
  }

  @Override
  public boolean trace(int rows, double[] traces) {
    if (!writtenOut || !TorchTrace.has(model.spec())) {
      return false;
    }
    pass(rows).trace(traces);
    return true;
  }

  @Override
  public void curvature(float[] directions, int rows, double[] forms) {
    int dimension = model.spec().dimension();
    inParts(
        rows,
        (first, count) -> {
          Tensor input = part(lastInput, first, count, model.spec().inputs()).requires_grad_(true);
          Tensor v = part(directions, first, count, dimension);
          Tensor slope = graph.field(input).mul(v).sum();
          Tensor change = TorchGraph.derivative(slope, input).narrow(1, 0, dimension);
          float[] found = new float[count];
          TorchGraph.read(change.mul(v).sum(Torch.COLUMNS), found);
          for (int i = 0; i < count; i++) {
            forms[first + i] = -found[i];
          }
        });
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
      Tensor residual = trained.field(input).sub(target);
      Tensor loss = residual.square().mul(weight).sum().mul(new Scalar(0.5 / batch.rows()));
      trained.backward(loss);
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
    if (Kernels.hasScorePass(spec)) {
      return plan.uses(new ScorePassCheck(spec))
          ? Optional.of(FastPaths.current().scorePass(spec, layers, precision, plan))
          : Optional.empty();
    }
    return plan.possible(precision, spec.bfloat16Check()) == FLOAT32
        ? Optional.empty()
        : Optional.of(bfloat16Pass());
  }

  /** Returns a pass whose graph is never differentiated, so its gradient needs no memory. */
  private ScorePass bfloat16Pass() {
    TorchGraph half =
        new TorchGraph(model.spec(), parameters, parameters, plan, Precision.BFLOAT16, buffers);
    return new FieldPass(model.spec(), (input, rows, field) -> forward(half, input, rows, field));
  }

  @Override
  public void close() {
    passes.values().forEach(TorchPass::close);
    passes.clear();
    buffers.close();
  }

  /** What is done with {@code count} rows from {@code first} on. */
  private interface Part {
    void compute(int first, int count);
  }

  /** Does the same with as many rows at once as the architecture does fastest. */
  private void inParts(int rows, Part part) {
    int most = Math.min(rows, model.spec().architecture().rowsAtOnce());
    for (int first = 0; first < rows; first += most) {
      try (PointerScope scope = new PointerScope()) {
        part.compute(first, Math.min(most, rows - first));
      }
    }
  }

  private static Tensor part(float[] values, int first, int rows, int columns) {
    return TorchGraph.matrix(
        first == 0 ? values : Arrays.copyOfRange(values, first * columns, (first + rows) * columns),
        rows,
        columns);
  }

  private static void write(Tensor tensor, float[] values, int first, int columns) {
    float[] part = new float[Math.toIntExact(tensor.numel())];
    TorchGraph.read(tensor, part);
    System.arraycopy(part, 0, values, first * columns, part.length);
  }

  private Tensor matrix(float[] input, int rows) {
    return TorchGraph.matrix(input, rows, model.spec().inputs());
  }

  private TorchPass pass(int rows) {
    return passes.computeIfAbsent(
        rows, count -> FastPaths.current().writtenOutPass(model.spec(), layers, count, precision));
  }
}
