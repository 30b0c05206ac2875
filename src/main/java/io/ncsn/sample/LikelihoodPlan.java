package io.ncsn.sample;

import io.ncsn.config.ConfigException;
import io.ncsn.network.ModelSpec;
import java.io.Serializable;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to find log-densities, with every {@code auto} settled.
 *
 * @param tolerance per step
 * @param probes random vectors per row; 0: the exact trace
 * @param greyLevels number of values of a column of whole numbers from 0 on; 0: columns are
 *     continuous
 */
public record LikelihoodPlan(double tolerance, int probes, int greyLevels, long seed)
    implements Serializable {
  private static final int MOST_EXACT = 32;
  private static final int PROBES = 16;

  /**
   * For the network of {@code spec}.
   *
   * @throws ConfigException if its score is the same at all noise levels
   */
  public static LikelihoodPlan resolve(LikelihoodSettings settings, ModelSpec spec) {
    if (!spec.conditional()) {
      throw new ConfigException(
          "Cannot find log-densities: the model's network.form is unconditional, and the way from rows to noise needs its score at every noise level; train one with train.objective = multi-scale");
    }
    int dimension = spec.dimension();
    int automatic = dimension <= MOST_EXACT ? 0 : PROBES;
    return new LikelihoodPlan(
        settings.tolerance(),
        settings.probes().orElse(automatic),
        settings.greyLevels().orElse(0),
        settings.seed());
  }

  boolean exact() {
    return probes == 0;
  }

  boolean quantised() {
    return greyLevels > 0;
  }

  /** Keys and values of the settings that densities depend on. */
  SortedMap<String, String> read() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("likelihood.tolerance", Double.toString(tolerance));
    values.put("likelihood.probes", Integer.toString(probes));
    values.put("likelihood.grey-levels", Integer.toString(greyLevels));
    values.put("likelihood.seed", Long.toString(seed));
    return values;
  }
}
