package io.ncsn.sample;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.config.Variant;
import io.ncsn.config.Variants;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;

/**
 * {@code sample.sampler}: how noise becomes rows, with the settings of {@code sample.*} that belong
 * to it. A method is a value; a 0 among its settings stands for {@code auto}.
 */
public sealed interface SamplingMethod extends Variant, Serializable
    permits Langevin,
        AnnealedLangevin,
        ConsistentAnnealed,
        PredictorCorrector,
        OdeHeun,
        DpmSolver,
        DpmSolverSde,
        Repaint {
  /** The setting that chooses a method. */
  String KEY = "sample.sampler";

  /** The methods. */
  Variants<SamplingMethod> VARIANTS = Variants.of(KEY, SamplingMethod.class);

  /** Keys of settings that several methods have. */
  String STEPS = "sample.steps";

  String STEPS_PER_LEVEL = "sample.steps-per-level";
  String STEP_SIZE = "sample.step-size";

  /** A larger number of steps is a slip. */
  int MOST_STEPS = 10_000;

  /**
   * Returns this method with no setting left {@code auto}, for a model of noise levels {@code
   * levels}.
   *
   * @throws io.ncsn.config.ConfigException where a setting does not fit the levels
   */
  SamplingMethod settled(NoiseSchedule levels);

  /**
   * Runs a settled method.
   *
   * @param chains at noise level {@link #start}
   * @return the rows, row-major [chains, dimension]
   */
  float[] run(Chains chains, NoiseSchedule levels);

  /** Returns the noise level that chains start from. */
  default double start(NoiseSchedule levels) {
    return levels.largest();
  }

  /** Returns the network evaluations per chain of a settled method. */
  long evaluations(NoiseSchedule levels);

  /** Returns the settings of this method by key. */
  SortedMap<String, String> settings();

  /** Returns what to set for chains that diverge under this settled method. */
  String remedy();

  /** Returns whether it goes down noise levels, so that a model must know more than one. */
  default boolean needsLevels() {
    return true;
  }

  /** Returns whether it adds noise on the way, so that rows do not follow from where they start. */
  default boolean addsNoise() {
    return true;
  }

  /**
   * Returns whether the network sees given cells with noise, like the other cells, so that it need
   * not have been trained with given cells.
   */
  default boolean noisesGivenCells() {
    return false;
  }

  /**
   * Returns why its chains would diverge, if they would.
   *
   * @param sigma the least noise level
   */
  default Optional<String> mistake(double sigma) {
    return Optional.empty();
  }

  /** Reads {@code sample.steps}; 0 for {@code auto}. */
  static int readSteps(Values values) {
    return values.autoInteger(STEPS, 1).orElse(0);
  }

  /** Reads {@code sample.steps-per-level}; 0 for {@code auto}. */
  static int readStepsPerLevel(Values values) {
    return values.integer(STEPS_PER_LEVEL, Kind.integer(1, MOST_STEPS).orAuto()).orElse(0);
  }
}
