package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;

/**
 * The methods among which {@code sample.sampler = auto} chooses by the model.
 *
 * @param numbers for rows of numbers; annealed Langevin dynamics if the settings ask for it, and
 *     then for mixed rows too
 * @param atOneLevel for a model that knows the score at one noise level
 * @param mixedRows for mixed rows, and where most of their cells are given
 * @param conditions for mixed rows that are given a few cells
 * @param withoutFlags for mixed rows that are given cells, by a model trained without given cells
 */
public record AutomaticMethods(
    SamplingMethod numbers,
    Langevin atOneLevel,
    DpmSolver mixedRows,
    DpmSolverSde conditions,
    Repaint withoutFlags)
    implements Serializable {
  /** What rows are given. */
  enum Given {
    NOTHING,
    A_FEW_CELLS,
    MOST_CELLS
  }

  static AutomaticMethods read(Values values, SamplingMethod numbers) {
    return new AutomaticMethods(
        numbers,
        Langevin.read(values),
        DpmSolver.read(values),
        DpmSolverSde.read(values),
        Repaint.read(values));
  }

  /** Returns the method for a model. */
  SamplingMethod of(ModelSpec network, NoiseSchedule levels, Given given) {
    if (!(network instanceof MixedSpec mixed)) {
      return levels.size() == 1 ? atOneLevel : numbers;
    }
    if (given != Given.NOTHING && !mixed.flagged()) {
      return withoutFlags;
    }
    if (numbers instanceof AnnealedLangevin asked) { // by the settings that only it has
      return asked;
    }
    return given == Given.A_FEW_CELLS && !mixed.hasImages() ? conditions : mixedRows;
  }
}
