package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;

/**
 * The methods among which {@code sample.sampler = auto} chooses by the model.
 *
 * @param usual for rows of numbers and mixed rows; annealed Langevin dynamics if the settings ask
 *     for it
 * @param atOneLevel for a model that knows the score at one noise level
 * @param stochastic for images, and for mixed rows that are given a few cells
 * @param withoutFlags for mixed rows that are given cells, by a model trained without given cells
 */
public record AutomaticMethods(
    SamplingMethod usual, Langevin atOneLevel, DpmSolverSde stochastic, Repaint withoutFlags)
    implements Serializable {
  /** Steps for images: more made no measurable difference. */
  private static final int STEPS_OF_IMAGES = 16;

  /** What rows are given. */
  enum Given {
    NOTHING,
    /** The noise that they begin at. They follow from it, so nothing more may be drawn. */
    NOISE,
    A_FEW_CELLS,
    MOST_CELLS;

    boolean cells() {
      return this == A_FEW_CELLS || this == MOST_CELLS;
    }
  }

  static AutomaticMethods read(Values values, SamplingMethod usual) {
    return new AutomaticMethods(
        usual, Langevin.read(values), DpmSolverSde.read(values), Repaint.read(values));
  }

  /** Returns the method for a model. */
  SamplingMethod of(ModelSpec network, NoiseSchedule levels, Given given) {
    if (network instanceof NetworkSpec && levels.size() == 1) {
      return atOneLevel;
    }
    if (network instanceof MixedSpec mixed && given.cells() && !mixed.flagged()) {
      return withoutFlags;
    }
    if (usual instanceof AnnealedLangevin asked) { // by the settings that only it has
      return asked;
    }
    if (network.hasImages() && given != Given.NOISE) {
      return stochastic.steps() > 0 ? stochastic : new DpmSolverSde(STEPS_OF_IMAGES);
    }
    return network instanceof MixedSpec && given == Given.A_FEW_CELLS ? stochastic : usual;
  }
}
