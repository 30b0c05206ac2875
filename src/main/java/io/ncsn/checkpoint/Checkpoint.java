package io.ncsn.checkpoint;

import java.util.Map;
import java.util.TreeMap;

/**
 * A model with its training state.
 *
 * @param vectors flat vectors by name; the constants list the names
 */
public record Checkpoint(
    ModelDescription model, TrainingState state, Map<String, float[]> vectors) {
  /** Averaged parameters, [n]. */
  public static final String PARAMETERS = "parameters";

  /** Moving average of the averaged parameters, [n]. */
  public static final String EMA = "ema";

  /** Averaged updater state, [2n]. */
  public static final String UPDATER = "updater";

  /** The outer step's momentum, [n]; only with {@code train.outer = nesterov}. */
  public static final String VELOCITY = "velocity";

  /** The moving average at the least hold-out loss, [n]; only with early stopping. */
  public static final String BEST = "best";

  /** What corrects the marginal distributions of samples; only of finished models of mixed rows. */
  public static final String CALIBRATION = "calibration";

  /** The parameters by which unknown cells were last filled, [n]; only where they were. */
  public static final String FILLER = "filler";

  public Checkpoint {
    vectors = new TreeMap<>(vectors);
    for (String name : new String[] {PARAMETERS, EMA, UPDATER}) {
      if (!vectors.containsKey(name)) {
        throw new IllegalArgumentException("Cannot make a checkpoint without its vector " + name);
      }
    }
  }

  /** Returns this checkpoint with one more vector. */
  public Checkpoint with(String name, float[] vector) {
    Map<String, float[]> more = new TreeMap<>(vectors);
    more.put(name, vector);
    return new Checkpoint(model, state, more);
  }

  /** Returns this checkpoint with another description of its model. */
  public Checkpoint with(ModelDescription description) {
    return new Checkpoint(description, state, vectors);
  }

  public float[] vector(String name) {
    return vectors.get(name);
  }

  /**
   * Returns the parameters to sample from: those with the least hold-out loss if they were kept,
   * and otherwise the moving average.
   */
  public float[] samplingParameters() {
    return vectors.getOrDefault(BEST, vectors.get(EMA));
  }
}
