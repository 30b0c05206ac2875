package io.ncsn.sample;

import io.ncsn.config.Values;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;

/**
 * The methods among which {@code sample.sampler = auto} chooses by the model.
 *
 * @param numbers for rows of numbers
 * @param atOneLevel for a model that knows the score at one noise level
 * @param mixedRows for mixed rows
 * @param givenCells for mixed rows that are given cells
 * @param withoutFlags for mixed rows that are given cells, by a model trained without given cells
 */
public record AutomaticMethods(
    SamplingMethod numbers,
    Langevin atOneLevel,
    DpmSolver mixedRows,
    DpmSolverSde givenCells,
    Repaint withoutFlags)
    implements Serializable {
  static AutomaticMethods read(Values values, SamplingMethod numbers) {
    return new AutomaticMethods(
        numbers,
        Langevin.read(values),
        DpmSolver.read(values),
        DpmSolverSde.read(values),
        Repaint.read(values));
  }

  /**
   * Returns the method for a model.
   *
   * @param given whether rows are given cells
   */
  SamplingMethod of(ModelSpec network, NoiseSchedule levels, boolean given) {
    if (network instanceof MixedSpec mixed) {
      return given ? ofGivenCells(mixed) : mixedRows;
    }
    return levels.size() == 1 ? atOneLevel : numbers;
  }

  private SamplingMethod ofGivenCells(MixedSpec network) {
    if (!network.flagged()) {
      return withoutFlags;
    }
    return network.hasImages() ? mixedRows : givenCells;
  }
}
