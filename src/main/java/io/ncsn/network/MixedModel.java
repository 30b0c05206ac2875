package io.ncsn.network;

import io.ncsn.noise.NoiseSchedule;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A network of mixed rows in training: its parameters, their gradient and Adam's state, and the
 * arithmetic on them by libtorch. One thread at a time.
 */
public final class MixedModel implements Learner {
  private final MixedSpec spec;
  private final TorchBuffers buffers = new TorchBuffers();
  private final Tensor parameters;
  private final Tensor gradient;
  private final Tensor state;
  private final MixedTensors parameterViews;
  private final MixedTensors gradientViews;
  private final MixedGraph graph;

  /** The network as it is trained without written-out passes. */
  private final MixedGraph trained;

  private final ClippedAdam adam;
  private final boolean writtenOut;
  private final Precision precision;
  private final boolean flushes;
  private final Map<Integer, MixedPass> passes = new HashMap<>();

  /**
   * Makes a model with all parameters zero, for {@link #load}.
   *
   * @param plan its kernel must be libtorch
   */
  public MixedModel(MixedSpec spec, KernelPlan plan) {
    Kernels.prepareThread(plan);
    this.spec = spec;
    int n = spec.parameters();
    parameters = zeros(n);
    gradient = zeros(n);
    state = zeros(2L * n);
    graph = new MixedGraph(spec, parameters, gradient, plan, Precision.FLOAT32, buffers);
    adam = new ClippedAdam(parameters, gradient, state, plan, buffers);
    boolean hasPasses = spec.architecture() instanceof Layered;
    writtenOut = hasPasses && plan.uses(new MixedPassCheck(spec, Precision.FLOAT32));
    precision =
        !hasPasses || writtenOut
            ? plan.possible(plan.training(), spec.bfloat16Check())
            : Precision.FLOAT32;
    trained =
        writtenOut || precision == Precision.FLOAT32
            ? graph
            : new MixedGraph(spec, parameters, gradient, plan, precision, buffers);
    parameterViews = writtenOut ? MixedTensors.of(spec, parameters, buffers) : null;
    gradientViews = writtenOut ? MixedTensors.of(spec, gradient, buffers) : null;
    flushes = plan.uses(new FlushToZeroCheck());
  }

  private Tensor zeros(long length) {
    Tensor zeros = buffers.empty(length);
    zeros.zero_();
    return zeros;
  }

  public MixedSpec spec() {
    return spec;
  }

  @Override
  public float[] parameters() {
    return copy(parameters);
  }

  @Override
  public float[] updaterState() {
    return copy(state);
  }

  /** Returns a copy of the gradient, [n]. */
  float[] gradient() {
    return copy(gradient);
  }

  @Override
  public void load(float[] parameters, float[] updaterState) {
    write(parameters, this.parameters);
    write(updaterState, state);
  }

  @Override
  public void loadParameters(float[] parameters) {
    write(parameters, this.parameters);
  }

  @Override
  public RowLoss minimising(Objective objective, NoiseSchedule schedule, FittedGaussian contrast) {
    if (!(objective instanceof MultiScale multiScale)) {
      throw new IllegalArgumentException(
          "Cannot train a network of mixed rows by " + objective.word() + "; use multi-scale");
    }
    NoiseDensity density = NoiseDensity.within(schedule.smallest(), schedule.largest());
    MixedBatches training =
        new MixedBatches(spec, density, spec.flagged() ? multiScale.observed() : 0);
    return new RowLoss() {
      @Override
      public double lossAndGradient(float[] rows, int count, UniformRandomProvider random) {
        return MixedModel.this.lossAndGradient(training.of(rows, count, random), count);
      }

      @Override
      public double loss(
          float[] rows, int count, int first, int end, UniformRandomProvider random) {
        MixedBatches band =
            new MixedBatches(spec, (n, stream) -> levels(schedule, first, end, n, stream), 0);
        return count * MixedModel.this.loss(band.of(rows, count, random));
      }
    };
  }

  /** Draws a level of the schedule, from {@code first} to {@code end} − 1, for each row. */
  private static double[] levels(
      NoiseSchedule schedule, int first, int end, int rows, UniformRandomProvider random) {
    double[] sigmas = new double[rows];
    for (int i = 0; i < rows; i++) {
      sigmas[i] = (float) schedule.sigma(first + random.nextInt(end - first));
    }
    return sigmas;
  }

  /** Leaves the gradient of the mean loss of a minibatch, and returns the mean loss. */
  double lossAndGradient(MixedBatch batch, int count) {
    try (FlushToZero small = FlushToZero.open(flushes)) {
      if (writtenOut) {
        return pass(count).lossAndGradient(batch, gradientViews);
      }
      try (PointerScope scope = new PointerScope()) {
        Tensor loss = trained.loss(batch);
        trained.backward(loss);
        return loss.item_float();
      }
    }
  }

  /** Returns the mean loss of some rows, which are computed a part in memory at a time. */
  double loss(MixedBatch batch) {
    int most = Math.min(batch.rows, spec.architecture().rowsAtOnce());
    double sum = 0;
    for (int first = 0; first < batch.rows; first += most) {
      MixedBatch part = batch.part(first, Math.min(most, batch.rows - first));
      try (PointerScope scope = new PointerScope();
          NoGradGuard values = spec.energy() ? null : new NoGradGuard()) {
        sum += (double) part.rows * graph.loss(part).item_float();
      }
    }
    return sum / batch.rows;
  }

  @Override
  public double adamStep(double learningRate, double clipNorm, int iteration) {
    return adam.step(learningRate, clipNorm, iteration);
  }

  private MixedPass pass(int rows) {
    return passes.computeIfAbsent(
        rows, count -> FastPaths.current().mixedPass(spec, parameterViews, count, precision));
  }

  private static float[] copy(Tensor vector) {
    float[] values = new float[Math.toIntExact(vector.numel())];
    TorchGraph.read(vector, values);
    return values;
  }

  private static void write(float[] values, Tensor vector) {
    if (values.length != vector.numel()) {
      throw new IllegalArgumentException(
          "Cannot load a vector of " + values.length + " numbers into one of " + vector.numel());
    }
    try (FloatPointer memory = vector.data_ptr_float()) {
      memory.put(values);
    }
  }

  @Override
  public void close() {
    passes.values().forEach(MixedPass::close);
    passes.clear();
    buffers.close();
  }
}
