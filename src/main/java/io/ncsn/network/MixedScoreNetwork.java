package io.ncsn.network;

import io.ncsn.noise.Denoiser;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.EnergyFunction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * A trained network of mixed rows as a score function on rows of channels: s = (D − x̃)/σ². Any
 * sampler can use it. One thread at a time.
 */
public final class MixedScoreNetwork implements TrainedNetwork, Denoiser {
  private final MixedSpec spec;
  private final TorchBuffers buffers = new TorchBuffers();
  private final MixedTensors views;
  private final MixedGraph graph;

  /** The network that denoises. */
  private final MixedGraph denoiser;

  /** The network of the columns beside images; null if there is none. */
  private final MixedScoreNetwork columns;

  private final boolean writtenOut;

  /** The precision of {@link #denoise}. */
  private final Precision precision;

  private final Map<Integer, MixedPass> passes = new HashMap<>();

  /** Makes the network with {@code parameters}, [n], on a copy of them. */
  public MixedScoreNetwork(MixedSpec spec, float[] parameters, KernelPlan plan) {
    this(spec, parameters, plan, Precision.FLOAT32);
  }

  /**
   * Makes the network with a precision for denoised rows.
   *
   * @param precision precision of {@link #denoise}; {@link Kernels#requirePrecision} must accept it
   */
  MixedScoreNetwork(MixedSpec spec, float[] parameters, KernelPlan plan, Precision precision) {
    Kernels.prepareThread(plan);
    this.spec = spec;
    Tensor flat = buffers.empty(spec.parameters());
    buffers.memory(flat).put(parameters);
    graph = new MixedGraph(spec, flat, flat, plan, Precision.FLOAT32, buffers);
    this.precision = plan.possible(precision, spec.bfloat16Check());
    boolean layered = spec.architecture() instanceof Layered;
    denoiser =
        layered || this.precision == Precision.FLOAT32
            ? graph
            : new MixedGraph(spec, flat, flat, plan, this.precision, buffers);
    writtenOut = layered && plan.uses(new MixedPassCheck(spec, Precision.FLOAT32));
    columns =
        spec.hasColumns()
            ? new MixedScoreNetwork(
                spec.beside(),
                Arrays.copyOfRange(parameters, spec.layerParameters(), parameters.length),
                plan)
            : null;
    views = writtenOut ? MixedTensors.of(spec, flat, buffers) : null;
  }

  public MixedSpec spec() {
    return spec;
  }

  /** Returns the network of the columns beside images, of rows without the images. */
  public MixedScoreNetwork columns() {
    return columns;
  }

  @Override
  public void denoise(float[] rows, int count, double sigma, float[] denoised) {
    double[] sigmas = new double[count];
    Arrays.fill(sigmas, sigma);
    denoise(rows, sigmas, null, denoised);
  }

  /**
   * Computes the denoised rows D(x̃, σ): expected numbers, and probabilities of levels.
   *
   * @param rows x̃, row-major [count, dimension]; not changed
   * @param sigmas noise levels, [count]
   * @param given 1 for each cell that is given without noise, or else 0: row-major [count, cells];
   *     null if none is
   * @param denoised row-major [count, dimension]; overwritten
   */
  public void denoise(float[] rows, double[] sigmas, float[] given, float[] denoised) {
    if (given != null && !spec.flagged()) {
      throw new IllegalArgumentException(
          "Cannot give cells to a network that was trained without given cells");
    }
    int count = sigmas.length;
    if (writtenOut) {
      passes
          .computeIfAbsent(
              count, size -> FastPaths.current().mixedPass(spec, views, size, precision))
          .denoise(rows, sigmas, given, denoised);
      return;
    }
    int most = Math.min(count, spec.architecture().rowsAtOnce());
    for (int first = 0; first < count; first += most) {
      denoisePart(first, Math.min(most, count - first), rows, sigmas, given, denoised);
    }
  }

  private void denoisePart(
      int first, int count, float[] rows, double[] sigmas, float[] given, float[] denoised) {
    int width = spec.dimension();
    try (PointerScope scope = new PointerScope();
        NoGradGuard values = spec.energy() ? null : new NoGradGuard()) {
      Tensor found =
          denoiser.denoised(
              TorchGraph.matrix(part(rows, first, count, width), count, width),
              MixedGraphLoss.sigmas(Arrays.copyOfRange(sigmas, first, first + count), count),
              flags(given == null ? null : part(given, first, count, spec.cells()), count));
      float[] part = new float[count * width];
      TorchGraph.read(found, part);
      System.arraycopy(part, 0, denoised, first * width, part.length);
    }
  }

  private static float[] part(float[] values, int first, int count, int width) {
    return Arrays.copyOfRange(values, first * width, (first + count) * width);
  }

  /** Returns the flags of no given cell as zeros, because the graph reads them. */
  private Tensor flags(float[] given, int count) {
    if (!spec.flagged()) {
      return null;
    }
    float[] flags = given == null ? new float[count * spec.cells()] : given;
    return TorchGraph.matrix(flags, count, spec.cells());
  }

  @Override
  public void score(
      float[] rows,
      int count,
      double[] sigmas,
      float[][] directions,
      float[] scores,
      double[][] forms) {
    score(rows, count, sigmas, null, directions, scores, forms);
  }

  /**
   * Computes scores as {@link DifferentiableScore} says, of rows some of whose cells are given.
   *
   * @param given as {@link #denoise(float[], double[], float[], float[])} has it
   */
  void score(
      float[] rows,
      int count,
      double[] sigmas,
      float[] given,
      float[][] directions,
      float[] scores,
      double[][] forms) {
    int width = spec.dimension();
    int most = Math.min(count, spec.architecture().rowsAtOnce());
    for (int first = 0; first < count; first += most) {
      int size = Math.min(most, count - first);
      float[][] along = new float[directions.length][];
      for (int probe = 0; probe < along.length; probe++) {
        along[probe] = part(directions[probe], first, size, width);
      }
      try (PointerScope scope = new PointerScope()) {
        Tensor x = TorchGraph.matrix(part(rows, first, size, width), size, width);
        Tensor sigma = MixedGraphLoss.sigmas(Arrays.copyOfRange(sigmas, first, first + size), size);
        Tensor flags = flags(given == null ? null : part(given, first, size, spec.cells()), size);
        float[] found = new float[size * width];
        scorePart(x.requires_grad_(true), sigma, flags, along, found, first, forms);
        System.arraycopy(found, 0, scores, first * width, found.length);
      }
    }
  }

  private void scorePart(
      Tensor x,
      Tensor sigma,
      Tensor flags,
      float[][] directions,
      float[] scores,
      int first,
      double[][] forms) {
    long size = x.size(0);
    Tensor score = graph.denoised(x, sigma, flags).sub(x).div(sigma.square());
    TorchGraph.read(score, scores);
    for (int probe = 0; probe < directions.length; probe++) {
      Tensor v = TorchGraph.matrix(directions[probe], size, spec.dimension());
      Tensor slope = TorchGraph.derivative(score.mul(v).sum(), x);
      float[] found = new float[(int) size];
      TorchGraph.read(Torch.rowDot(slope, v), found);
      for (int i = 0; i < found.length; i++) {
        forms[probe][first + i] = found[i];
      }
    }
  }

  /**
   * Returns the score of images that are given a label, by their pixels.
   *
   * @param level the label
   * @throws IllegalStateException if the network is told of no labels
   */
  public DifferentiableScore imagesOf(int level) {
    if (!spec.canGiveLabels()) {
      throw new IllegalStateException("Cannot give a label to a network of " + spec);
    }
    return new ImagesOfLabel(this, level);
  }

  /** Returns the energy of rows of channels with noise; no label of theirs is given. */
  @Override
  public Optional<EnergyFunction> energy() {
    return spec.energy() ? Optional.of(this::energies) : Optional.empty();
  }

  private void energies(float[] rows, int count, double sigma, double[] energies) {
    int most = spec.architecture().rowsAtOnce();
    for (int first = 0; first < count; first += most) {
      int size = Math.min(most, count - first);
      double[] sigmas = new double[size];
      Arrays.fill(sigmas, sigma);
      float[] found = new float[size];
      try (PointerScope scope = new PointerScope();
          NoGradGuard values = new NoGradGuard()) {
        float[] part = part(rows, first, size, spec.dimension());
        TorchGraph.read(
            graph.energies(
                TorchGraph.matrix(part, size, spec.dimension()),
                MixedGraphLoss.sigmas(sigmas, size),
                flags(null, size)),
            found);
      }
      for (int i = 0; i < size; i++) {
        energies[first + i] = found[i];
      }
    }
  }

  @Override
  public void close() {
    passes.values().forEach(MixedPass::close);
    passes.clear();
    if (columns != null) {
      columns.close();
    }
    buffers.close();
  }
}
