package io.ncsn.network;

import io.ncsn.network.NetworkSettings.KernelChoice;
import org.bytedeco.pytorch.Tensor;

/**
 * Checks the scores of a plain network at one noise level, with the embedding folded into a bias.
 */
record ScorePassCheck(NetworkSpec spec) implements SelfCheck {
  private static final double TOLERANCE = 1e-3;
  private static final double SIGMA = 0.5;

  @Override
  public FastPath path() {
    return FastPath.SCORE_PASS;
  }

  @Override
  public String shape() {
    return spec.shape();
  }

  @Override
  public double tolerance() {
    return TOLERANCE;
  }

  @Override
  public double error(FastPaths paths) {
    float[] parameters = SmallCase.parameters(spec, 0);
    float[] rows = SmallCase.normals(SmallCase.ROWS * spec.dimension(), 1);
    Precondition form = Precondition.of(spec, SIGMA);
    float[] found = new float[rows.length];
    KernelPlan plan = KernelPlan.here(KernelChoice.LIBTORCH);
    try (TorchBuffers memory = new TorchBuffers()) {
      Tensor flat = memory.empty(parameters.length);
      memory.memory(flat).put(parameters);
      TorchLayers layers = TorchLayers.of(spec, flat, memory);
      try (ScorePass pass = paths.scorePass(spec, layers, Precision.FLOAT32, plan)) {
        pass.score(rows, SmallCase.ROWS, form, found);
      }
    }
    return SmallCase.error(found, exact(parameters, rows, form));
  }

  /** Returns s = skip·x + out·F(in·x, embedding). */
  private double[] exact(float[] parameters, float[] rows, Precondition form) {
    int dimension = spec.dimension();
    double[] input = new double[SmallCase.ROWS * spec.inputs()];
    for (int i = 0; i < input.length; i++) {
      int column = i % spec.inputs();
      input[i] =
          column < dimension
              ? form.in() * rows[i / spec.inputs() * dimension + column]
              : form.embedding()[column - dimension];
    }
    double[] scores = new PlainPass(spec, parameters, input).output();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = form.skip() * rows[i] + form.out() * scores[i];
    }
    return scores;
  }
}
