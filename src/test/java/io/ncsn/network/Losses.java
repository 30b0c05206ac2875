package io.ncsn.network;

import io.ncsn.network.MultiScale.Weighting;
import io.ncsn.network.NetworkSettings.Activation;
import io.ncsn.network.NetworkSettings.Embedding;
import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSettings.KernelChoice;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.ScheduleKind;
import io.ncsn.noise.Streams;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Objectives, networks and rows for the tests of objectives. */
final class Losses {
  static final long SEED = 5;
  static final double SIGMA = 0.5;
  static final int NOISE_POINTS = 3;
  static final int LANGEVIN_STEPS = 3;
  static final double LANGEVIN_STEP_SIZE = 0.2;
  static final NoiseSchedule SCHEDULE = NoiseSchedule.of(ScheduleKind.GEOMETRIC, 4, 0.2, 8);

  private Losses() {}

  /** Settings of an objective, with σ where it cannot do without. */
  static Objective settings(ObjectiveKind kind, double sigma) {
    return kind.of(
        Weighting.POWER,
        2,
        sigma,
        2,
        Directions.RADEMACHER,
        NOISE_POINTS,
        LANGEVIN_STEPS,
        LANGEVIN_STEP_SIZE);
  }

  static MinibatchLoss objective(
      ObjectiveKind kind, double sigma, NetworkSpec spec, FittedGaussian contrast) {
    return settings(kind, sigma).loss(spec, SCHEDULE, contrast);
  }

  /** An objective whose noise to contrast with is N(0, I). */
  static MinibatchLoss objective(ObjectiveKind kind, NetworkSpec spec) {
    double sigma = kind == ObjectiveKind.DENOISING ? SIGMA : 0;
    return objective(kind, sigma, spec, gaussian(spec.dimension(), 1));
  }

  /** N(0, variance·I). */
  static FittedGaussian gaussian(int dimension, double variance) {
    double[][] covariance = new double[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      covariance[i][i] = variance;
    }
    return new FittedGaussian(new double[dimension], covariance);
  }

  /** A network that {@code objective} can train: noise-conditional for multi-scale alone. */
  static NetworkSpec spec(ObjectiveKind objective, Kind kind, int dimension, Integer... hidden) {
    boolean many = objective.isMultiScale();
    return new NetworkSpec(
        dimension,
        new Mlp(List.of(hidden)),
        many ? Form.EDM : Form.UNCONDITIONAL,
        kind,
        Activation.SILU,
        many ? Embedding.LOG : Embedding.NONE,
        List.of());
  }

  /** The kind of network that is usual for {@code objective}. */
  static Kind kind(ObjectiveKind objective) {
    return objective.needsEnergy() ? Kind.ENERGY : Kind.SCORE;
  }

  /** Rows of N(0, variance·I). */
  static float[] normalRows(int count, int dimension, double variance) {
    float[] rows = new float[count * dimension];
    Streams.fillNormal(Streams.of(SEED, Purpose.DATASET), rows, rows.length);
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= (float) Math.sqrt(variance);
    }
    return rows;
  }

  /** What a loss draws; the same each time. */
  static UniformRandomProvider draws() {
    return Streams.of(SEED, Purpose.TRAINING_NOISE);
  }

  /** The mean loss over {@code rows} of a network that has not been trained. */
  static double fresh(MinibatchLoss objective, NetworkSpec spec, float[] rows) {
    try (Kernel kernel = Kernels.open(KernelChoice.LIBTORCH, ScoreModel.initialised(spec, SEED))) {
      return objective.lossAndGradient(kernel, rows, rows.length / spec.dimension(), draws());
    }
  }
}
