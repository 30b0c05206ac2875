package io.ncsn.network;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.config.Variant;
import io.ncsn.config.Variants;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;

/**
 * {@code train.objective}: what training minimises, with the settings of {@code train.*} that
 * belong to it. An objective is a value; {@link #loss} makes the object that computes it.
 */
public sealed interface Objective extends Variant, Serializable
    permits Explicit, Sliced, SlicedVr, Denoising, MultiScale, Nce, ContrastiveDivergence {
  /** The setting that chooses an objective. */
  String KEY = "train.objective";

  /** The objectives. */
  Variants<Objective> VARIANTS = Variants.of(KEY, Objective.class);

  /**
   * Makes the loss that trains networks of {@code spec}.
   *
   * @param schedule noise levels that the network learns; not used by objectives of one level
   * @param contrast normal distribution with the mean and covariance of the training rows; null
   *     unless the objective {@link #needsContrast}
   */
  MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast);

  /**
   * Returns the approximate cost of a row's loss and gradient, in forward and backward passes of a
   * score network.
   */
  double cost(NetworkSpec spec);

  /**
   * Returns the one noise level that rows are noised at, in standardised units; 0 if they are used
   * as they are, or if there are many levels.
   */
  double sigma();

  /** Returns whether it learns the scores of many noise levels; all others learn that of one. */
  default boolean isMultiScale() {
    return false;
  }

  /**
   * Returns whether it is a least-squares problem of the network's output, which DL4J can solve.
   */
  default boolean isLeastSquares() {
    return false;
  }

  /** Returns whether its loss contains the energy itself, so that the network must give one. */
  default boolean needsEnergy() {
    return false;
  }

  /** Returns whether its loss contains the derivative of the score. */
  default boolean differentiatesScore() {
    return false;
  }

  /** Returns whether it compares rows with draws from a distribution fitted to them. */
  default boolean needsContrast() {
    return false;
  }

  /** Returns whether a smaller loss means a better model. */
  default boolean ranksModels() {
    return true;
  }

  /** Adds a problem for each setting that contradicts this objective. */
  default void check(Values values) {}

  /**
   * Reads {@code train.sigma}.
   *
   * @param automatic value of {@code auto}
   */
  static double readSigma(Values values, double automatic) {
    return values.read("train.sigma", Kind.number(Bounds.NOT_NEGATIVE).orAuto()).orElse(automatic);
  }
}
