package io.ncsn.sample;

import io.ncsn.channels.ChannelGroup.Plain;
import io.ncsn.config.ConfigException;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to find log-densities, with every {@code auto} settled.
 *
 * @param denoising whether densities come from {@link MixedDensity} and not from the probability
 *     flow
 * @param tolerance per step of the probability flow
 * @param probes random vectors per row, or estimates by denoising; 0: the exact trace
 * @param greyLevels number of values of a column of whole numbers from 0 on; 0: columns are
 *     continuous
 */
public record LikelihoodPlan(
    boolean denoising, double tolerance, int probes, int greyLevels, long seed)
    implements Serializable {
  private static final int MOST_EXACT = 32;
  private static final int PROBES = 16;
  private static final int ESTIMATES = 8;

  /**
   * For the network of {@code spec}.
   *
   * @throws ConfigException if its score is the same at all noise levels, or if a setting is not
   *     for its rows
   */
  public static LikelihoodPlan resolve(LikelihoodSettings settings, ModelSpec spec) {
    if (!spec.conditional()) {
      throw new ConfigException(
          "Cannot find log-densities: the model's network.form is unconditional, and the way from rows to noise needs its score at every noise level; train one with train.objective = multi-scale");
    }
    boolean isMixed = spec instanceof MixedSpec;
    if (isMixed && !hasImage((MixedSpec) spec) && settings.greyLevels().isPresent()) {
      throw new ConfigException(
          "Cannot find log-densities of a mixed table with likelihood.grey-levels %d: its whole numbers have probabilities of their own; leave it out"
              .formatted(settings.greyLevels().getAsInt()));
    }
    if (isMixed && settings.method() == LikelihoodMethod.ODE) {
      throw new ConfigException(
          "Cannot find log-densities of a mixed table with likelihood.method ode: the flow is too stiff near categories; set it to denoising or auto");
    }
    boolean denoising = isMixed || settings.method() == LikelihoodMethod.DENOISING;
    int probes = spec.dimension() <= MOST_EXACT ? 0 : PROBES;
    return new LikelihoodPlan(
        denoising,
        settings.tolerance(),
        settings.probes().orElse(denoising ? ESTIMATES : probes),
        settings.greyLevels().orElse(0),
        settings.seed());
  }

  private static boolean hasImage(MixedSpec spec) {
    return spec.layout().groups().stream().anyMatch(Plain.class::isInstance);
  }

  boolean exact() {
    return probes == 0;
  }

  boolean quantised() {
    return greyLevels > 0;
  }

  /**
   * Returns the columns of a row: the mean of its estimates, and their error and number if they are
   * estimates. The first two are null for a row without a finite mean.
   *
   * @param estimates what the log-density is estimated to be, in the model's units
   * @param logUnit subtracted from them
   */
  Object[] columns(double[] estimates, double logUnit) {
    double mean = Arrays.stream(estimates).average().orElse(Double.NaN) - logUnit;
    Double density = Double.isFinite(mean) ? (Double) mean : null;
    if (exact()) {
      return new Object[] {density};
    }
    return new Object[] {density, density == null ? null : standardError(estimates), probes};
  }

  /** Returns the columns of a mixed row that the model never draws. */
  Object[] impossible() {
    return new Object[] {Double.NEGATIVE_INFINITY, 0.0, probes};
  }

  /**
   * Adds −log₂ p for each number.
   *
   * @param columns what {@link #columns} gave
   * @param others log-probability of what is no number
   * @param dimension how many numbers there are
   */
  static Object[] withBits(Object[] columns, double others, int dimension) {
    Object[] all = Arrays.copyOf(columns, columns.length + 1);
    if (columns[0] instanceof Double density) {
      all[columns.length] = -(density - others) / (dimension * Math.log(2));
    }
    return all;
  }

  private static double standardError(double[] estimates) {
    double mean = Arrays.stream(estimates).average().orElse(Double.NaN);
    double squares = Arrays.stream(estimates).map(e -> (e - mean) * (e - mean)).sum();
    return Math.sqrt(squares / (estimates.length - 1) / estimates.length);
  }

  /** Keys and values of the settings that densities depend on. */
  SortedMap<String, String> read() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("likelihood.method", denoising ? "denoising" : "ode");
    if (!denoising) {
      values.put("likelihood.tolerance", Double.toString(tolerance));
    }
    values.put("likelihood.probes", Integer.toString(probes));
    values.put("likelihood.grey-levels", Integer.toString(greyLevels));
    values.put("likelihood.seed", Long.toString(seed));
    return values;
  }
}
