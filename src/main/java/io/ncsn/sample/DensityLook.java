package io.ncsn.sample;

import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the fewest steps in which log-densities of some rows that a model knows are good, and
 * for a noise level that has such steps: the model's least, or else the distance of neighbouring
 * values, as the densities of whole numbers are spiky below it; or twice, four times ... that.
 * Without such a distance, the least level is doubled. Rows are compared with {@link #MANY} steps:
 * few may be doubtful, and the order of the others must stay. What the steps leave out on average
 * is known then, and becomes a correction.
 */
final class DensityLook {
  private static final Logger LOG = LoggerFactory.getLogger(DensityLook.class);

  /** Numbers of steps to try. */
  private static final int[] FEW = {6, 8, 10, 14};

  /** Noise levels about which steps are shortest. The latter are better where data are thin. */
  private static final double[] CENTRES = {0.75, TraceNodes.CENTRE};

  /** Steps without an error that matters. */
  static final int MANY = 28;

  /** Fewer different rows than this tell nothing. */
  private static final int LEAST_ROWS = 32;

  /** More noise than this hides what the rows are; columns of greater distances stay spiky. */
  private static final double MOST_NOISE = 0.5;

  private final DifferentiableScore score;
  private final Prior prior;
  private final NoiseSchedule levels;
  private final float[] rows;
  private final int count;

  /**
   * Makes the look.
   *
   * @param score in standardised units
   * @param rows row-major [count, dimension]
   */
  DensityLook(DifferentiableScore score, Prior prior, NoiseSchedule levels, float[] rows) {
    this.score = score;
    this.prior = prior;
    this.levels = levels;
    this.rows = rows;
    this.count = rows.length / prior.dimension();
  }

  /**
   * What was found.
   *
   * @param different number of rows that are not equal
   * @param grain the greatest distance of neighbouring values of a column
   * @param good the steps that are good; null if none are
   */
  record Found(int different, double grain, StepsTrial good) implements Serializable {
    DensitySteps steps(NoiseSchedule levels) {
      return good == null
          ? DensitySteps.own(levels)
          : new DensitySteps(good.steps(), good.sigma(), good.centre(), good.change());
    }

    void log() {
      if (good == null) {
        LOG.info(
            "Log-densities: each row in its own steps, as no common ones are good for {} different rows",
            different);
        return;
      }
      LOG.info(
          "Log-densities: all rows in the same {} steps, at noise {} (columns have values {} apart); of {} different rows {} % are doubtful, and the others' mean is corrected by {} ± {} nats, with {} for a row",
          good.steps(),
          digits(good.sigma()),
          digits(grain),
          different,
          String.format(Locale.ROOT, "%.1f", 100 * good.doubtful()),
          digits(good.change()),
          digits(good.standardError()),
          digits(good.deviation()));
    }
  }

  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  Found found() {
    int different = different();
    double grain = grain();
    Optional<StepsTrial> good = Optional.empty();
    double most = Math.min(MOST_NOISE, levels.largest());
    if (different >= LEAST_ROWS) {
      double least = levels.smallest();
      good = at(least);
      double more = grain > least ? grain : 2 * least;
      for (double sigma = more; good.isEmpty() && sigma <= most; sigma *= 2) {
        good = at(sigma);
      }
    }
    return new Found(different, grain, good.orElse(null));
  }

  /** Returns the fewest steps that are good at a noise level. */
  private Optional<StepsTrial> at(double sigma) {
    SteppedFlow.Densities last = densities(sigma, FEW[FEW.length - 1], CENTRES[0]);
    if (StepsTrial.hasManyDoubtful(last)) {
      return Optional.empty();
    }
    SteppedFlow.Densities many = densities(sigma, MANY, CENTRES[0]);
    for (int steps : FEW) {
      for (double centre : CENTRES) {
        SteppedFlow.Densities few = densities(sigma, steps, centre);
        StepsTrial look = StepsTrial.of(sigma, steps, centre, few, many);
        if (look.isGood()) {
          return Optional.of(look);
        }
      }
    }
    return Optional.empty();
  }

  private SteppedFlow.Densities densities(double sigma, int steps, double centre) {
    return new SteppedFlow(score, prior, sigma, levels.largest(), steps, centre)
        .logDensities(rows, count, Traces.exact(count, prior.dimension()));
  }

  private int different() {
    Set<Integer> different = new HashSet<>();
    int dimension = prior.dimension();
    for (int i = 0; i < count; i++) {
      different.add(Arrays.hashCode(Arrays.copyOfRange(rows, i * dimension, (i + 1) * dimension)));
    }
    return different.size();
  }

  /**
   * Returns the greatest of the columns' grains up to {@link #MOST_NOISE}, or 0. A column's grain
   * is the smallest distance of different values. Of continuous numbers it is next to nothing.
   */
  private double grain() {
    double greatest = 0;
    float[] column = new float[count];
    for (int j = 0; j < prior.dimension(); j++) {
      for (int i = 0; i < count; i++) {
        column[i] = rows[i * prior.dimension() + j];
      }
      Arrays.sort(column);
      double grain = Double.POSITIVE_INFINITY;
      for (int i = 1; i < count; i++) {
        if (column[i] > column[i - 1]) {
          grain = Math.min(grain, (double) column[i] - column[i - 1]);
        }
      }
      greatest = grain <= MOST_NOISE ? Math.max(greatest, grain) : greatest;
    }
    return greatest;
  }
}
