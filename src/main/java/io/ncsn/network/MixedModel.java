package io.ncsn.network;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * A network of mixed rows in training: its parameters, their gradient and Adam's state, and the
 * arithmetic on them by libtorch. One thread at a time.
 */
public final class MixedModel implements AutoCloseable {
  private final MixedSpec spec;
  private final MixedBatches batches;
  private final TorchBuffers buffers = new TorchBuffers();
  private final Tensor parameters;
  private final Tensor gradient;
  private final Tensor state;
  private final MixedTensors parameterViews;
  private final MixedTensors gradientViews;
  private final MixedGraph graph;
  private final AdamStep adam;
  private final TorchDot dot = new TorchDot(buffers);
  private final boolean writtenOut;
  private final boolean flushes;
  private final Map<Integer, MixedPass> passes = new HashMap<>();

  /**
   * Makes a model with all parameters zero, for {@link #load}.
   *
   * @param noise density of the noise levels in training
   * @param observed share of rows that are given some of their cells; 0 for networks without flags
   * @param plan its kernel must be libtorch
   */
  public MixedModel(MixedSpec spec, NoiseDensity noise, double observed, KernelPlan plan) {
    Kernels.prepareThread(plan);
    this.spec = spec;
    batches = new MixedBatches(spec, noise, observed);
    int n = spec.parameters();
    parameters = zeros(n);
    gradient = zeros(n);
    state = zeros(2L * n);
    parameterViews = MixedTensors.of(spec, parameters, buffers);
    gradientViews = MixedTensors.of(spec, gradient, buffers);
    graph = new MixedGraph(spec, parameters, gradient, buffers);
    Tensor firstMoment = buffers.own(state.narrow(0, 0, n));
    Tensor secondMoment = buffers.own(state.narrow(0, n, n));
    AdamVectors vectors = new AdamVectors(parameters, gradient, firstMoment, secondMoment);
    adam =
        plan.uses(new FusedAdamCheck(n))
            ? FastPaths.current().adam(vectors, buffers)
            : new PlainAdam(vectors);
    writtenOut = plan.uses(new MixedPassCheck(spec));
    flushes = plan.uses(new FlushToZeroCheck());
  }

  private Tensor zeros(long length) {
    Tensor zeros = buffers.empty(length);
    zeros.zero_();
    return zeros;
  }

  /** Returns initial parameters, [n], which depend only on the seed. */
  public static float[] initialParameters(MixedSpec spec, long seed) {
    return MixedParameters.initial(spec, seed);
  }

  public MixedSpec spec() {
    return spec;
  }

  /** Returns a copy of the parameters, [n]. */
  public float[] parameters() {
    return copy(parameters);
  }

  /** Returns a copy of Adam's state, [2n]: first moments, then second moments. */
  public float[] updaterState() {
    return copy(state);
  }

  /** Returns a copy of the gradient, [n]. */
  float[] gradient() {
    return copy(gradient);
  }

  /** Overwrites parameters, [n], and Adam's state, [2n]. */
  public void load(float[] parameters, float[] updaterState) {
    write(parameters, this.parameters);
    write(updaterState, state);
  }

  /**
   * Computes the gradient of the mean loss of stored rows, with fresh noise.
   *
   * @param rows row-major [count, stored width]; not changed
   * @return the mean loss; may be NaN or infinite
   */
  public double lossAndGradient(float[] rows, int count, UniformRandomProvider random) {
    MixedBatch batch = batches.of(rows, count, random);
    try (FlushToZero small = FlushToZero.open(flushes)) {
      if (writtenOut) {
        return pass(count).lossAndGradient(batch, gradientViews);
      }
      try (PointerScope scope = new PointerScope()) {
        Tensor loss = graph.loss(batch);
        graph.backward(loss);
        return loss.item_float();
      }
    }
  }

  /** Returns the mean loss of stored rows, with fresh noise. */
  public double loss(float[] rows, int count, UniformRandomProvider random) {
    MixedBatch batch = batches.of(rows, count, random);
    try (PointerScope scope = new PointerScope();
        NoGradGuard values = new NoGradGuard()) {
      return graph.loss(batch).item_float();
    }
  }

  /**
   * Makes one step of Adam along the gradient.
   *
   * @param clipNorm greatest norm of the gradient, to which a longer one is clipped
   * @param iteration number of steps before this one
   * @return norm of the gradient before clipping
   */
  public double adamStep(double learningRate, double clipNorm, int iteration) {
    try (FlushToZero small = FlushToZero.open(flushes)) {
      double norm = Math.sqrt(dot.of(gradient, gradient));
      if (norm > clipNorm) {
        try (Scalar factor = new Scalar(clipNorm / norm)) {
          gradient.mul_(factor);
        }
      }
      adam.step(learningRate, iteration);
      return norm;
    }
  }

  private MixedPass pass(int rows) {
    return passes.computeIfAbsent(
        rows, count -> FastPaths.current().mixedPass(spec, parameterViews, count));
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
