package io.ncsn.network;

import io.ncsn.network.MultiScale.Weighting;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import io.ncsn.truth.GaussianMixture;
import org.apache.commons.rng.UniformRandomProvider;

/** Trains a small network on a mixture of two normal distributions in the plane, for a second. */
final class MixtureTraining {
  static final GaussianMixture TRUTH =
      GaussianMixture.of(
          new double[] {0.7, 0.3},
          new double[][] {{-0.7, 0.3}, {1.4, -0.6}},
          new double[][][] {{{0.4, 0.15}, {0.15, 0.3}}, {{0.3, -0.1}, {-0.1, 0.4}}});

  private static final long SEED = 3;
  private static final int BATCH = 128;
  private static final int STEPS = 800;
  private static final int JUDGED_AT = 4000;
  private static final double LEARNING_RATE = 4e-3;
  private static final double SIGMA = 0.3;
  private static final NoiseSchedule SCHEDULE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 3, 0.3, 8);

  private MixtureTraining() {}

  /**
   * The result of a training.
   *
   * @param fisher E‖s − s*‖² at the noise level that the objective learns, in units of E‖s*‖²
   * @param loss mean loss in the last tenth of the training
   */
  record Result(double fisher, double loss, double seconds) {}

  static Result train(ObjectiveKind objective, Kind kind) {
    double sigma = objective == ObjectiveKind.DENOISING ? SIGMA : 0;
    Objective settings =
        objective.of(Weighting.POWER, 2, sigma, 1, Directions.RADEMACHER, 4, 10, 0.02);
    NetworkSpec spec = Losses.spec(objective, kind, 2, 48, 48);
    MinibatchLoss loss =
        settings.loss(
            spec, SCHEDULE, new FittedGaussian(new double[2], new double[][] {{1.3, 0}, {0, 0.7}}));
    ScoreModel model = ScoreModel.initialised(spec, SEED);
    UniformRandomProvider random = Streams.of(SEED, Purpose.TRAINING_NOISE);
    long begin = System.nanoTime();
    double late = 0;
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, model)) {
      for (int step = 0; step < STEPS; step++) {
        float[] rows = TRUTH.draws(random, 0, BATCH);
        double value = loss.lossAndGradient(kernel, rows, BATCH, random);
        late += step >= STEPS * 9 / 10 ? value / (STEPS / 10.0) : 0;
        double cosine = (1 + Math.cos(Math.PI * step / STEPS)) / 2;
        kernel.adamStep(LEARNING_RATE * Math.min(1, step / 50.0) * cosine, 10, step);
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double at = objective.isMultiScale() ? SIGMA : sigma;
    return new Result(fisher(spec, model.parameters(), at), late, seconds);
  }

  /** E‖s − s*‖² over E‖s*‖² on rows noised at {@code sigma}. */
  static double fisher(NetworkSpec spec, float[] parameters, double sigma) {
    float[] points = TRUTH.draws(Streams.of(SEED, Purpose.EVALUATION), sigma, JUDGED_AT);
    try (ScoreNetwork network = new ScoreNetwork(spec, parameters, KernelChoice.LIBTORCH)) {
      float[] found = network.score(points, JUDGED_AT, sigma == 0 ? 1 : sigma);
      float[] truth = TRUTH.scoreFunction().score(points, JUDGED_AT, sigma);
      double error = 0;
      double norm = 0;
      for (int i = 0; i < points.length; i++) {
        error += Math.pow(found[i] - truth[i], 2);
        norm += Math.pow(truth[i], 2);
      }
      return error / norm;
    }
  }
}
