package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.ModelSpec;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to find log-densities, with every {@code auto} settled.
 *
 * @param denoising whether densities come from {@link MixedDensity} and not from the probability
 *     flow
 * @param steps number of steps of the probability flow, the same for all rows; 0: each row has its
 *     own
 * @param tolerance in each of a row's own steps
 * @param probes random vectors per row, or estimates by denoising; 0: the exact trace
 * @param greyLevels number of values of a column of whole numbers from 0 on; 0: columns are
 *     continuous
 * @param sigma noise level of the rows whose density is meant
 * @param centre noise level about which the steps are shortest
 * @param correction added to the log-densities of rows that keep to the steps, in nats
 */
public record LikelihoodPlan(
    boolean denoising,
    int steps,
    double tolerance,
    int probes,
    int greyLevels,
    double sigma,
    long seed,
    double centre,
    double correction)
    implements Serializable {
  static final int MOST_EXACT = 32;
  private static final int PROBES = 16;
  private static final int ESTIMATES = 8;

  /** By how much steps and tolerance differ from those of a check. */
  private static final int FINER = 2;

  /** A plan of nothing that a training found. */
  LikelihoodPlan(
      boolean denoising,
      int steps,
      double tolerance,
      int probes,
      int greyLevels,
      double sigma,
      long seed) {
    this(denoising, steps, tolerance, probes, greyLevels, sigma, seed, TraceNodes.CENTRE, 0);
  }

  /**
   * For a trained model.
   *
   * @throws io.ncsn.config.ConfigException if its score is the same at all noise levels, or if a
   *     setting is not for its rows
   */
  public static LikelihoodPlan resolve(LikelihoodSettings settings, ModelDescription model) {
    return resolve(settings, model.network(), model.schedule(), DensitySteps.of(model));
  }

  /**
   * For the network of {@code spec}.
   *
   * @param levels noise levels that it was trained at
   * @param found what {@code auto} is of {@code likelihood.steps} and {@code likelihood.sigma}
   * @throws io.ncsn.config.ConfigException if its score is the same at all noise levels, or if a
   *     setting is not for its rows
   */
  static LikelihoodPlan resolve(
      LikelihoodSettings settings, ModelSpec spec, NoiseSchedule levels, DensitySteps found) {
    LikelihoodFit fit = new LikelihoodFit(settings, spec);
    fit.requireRows();
    boolean isMixed = spec instanceof MixedSpec;
    boolean denoising =
        isMixed
            ? settings.method() != LikelihoodMethod.ODE
            : settings.method() == LikelihoodMethod.DENOISING;
    if (denoising) {
      fit.requireDenoising();
    }
    fit.requireSigma(levels);
    int exact = !isMixed && spec.dimension() <= MOST_EXACT ? 0 : PROBES;
    int probes = settings.probes().orElse(denoising ? ESTIMATES : exact);
    boolean asTrained = denoising || settings.greyLevels().isPresent();
    double automaticSigma = asTrained ? levels.smallest() : found.sigma();
    double sigma = settings.sigma().orElse(automaticSigma);
    int steps = denoising ? DensitySteps.OWN : settings.steps().orElseGet(() -> found.at(sigma));
    return new LikelihoodPlan(
        denoising,
        steps,
        settings.tolerance(),
        probes,
        settings.greyLevels().orElse(0),
        sigma,
        settings.seed(),
        found.centre(),
        found.correction(steps, sigma));
  }

  /** Whether all rows take the same steps. */
  public boolean isStepped() {
    return steps > 0;
  }

  /** The same with more and shorter steps. */
  LikelihoodPlan finer() {
    return new LikelihoodPlan(
        denoising, finerSteps(), tolerance / FINER, probes, greyLevels, sigma, seed, centre, 0);
  }

  private int finerSteps() {
    return isStepped() ? Math.max(FINER * steps, DensityLook.MANY) : DensitySteps.OWN;
  }

  /** The noise levels from {@link #sigma} to the greatest of {@code levels}, its ends alone. */
  NoiseSchedule range(NoiseSchedule levels) {
    return levels.size() == 1
        ? levels
        : new NoiseSchedule(levels.kind(), new double[] {levels.largest(), sigma});
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
      values.put("likelihood.steps", Integer.toString(steps));
      values.put("likelihood.tolerance", Double.toString(tolerance));
    }
    values.put("likelihood.probes", Integer.toString(probes));
    values.put("likelihood.grey-levels", Integer.toString(greyLevels));
    values.put("likelihood.sigma", Double.toString(sigma));
    values.put("likelihood.seed", Long.toString(seed));
    if (centre != TraceNodes.CENTRE) {
      values.put("likelihood.centre", Double.toString(centre));
    }
    if (correction != 0) {
      values.put("likelihood.correction", Double.toString(correction));
    }
    return values;
  }
}
