package io.ncsn.sample;

import java.io.Serializable;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Log-densities of some rows in few steps, compared with those in many.
 *
 * @param sigma noise level of the rows
 * @param steps number of the few steps
 * @param centre noise level about which they are shortest
 * @param doubtful part of the rows that need shorter steps
 * @param change mean by which many steps change the density of the others, in nats
 * @param deviation standard deviation of that
 * @param spread standard deviation of these rows' densities
 * @param compared number of these rows
 */
record StepsTrial(
    double sigma,
    int steps,
    double centre,
    double doubtful,
    double change,
    double deviation,
    double spread,
    long compared)
    implements Serializable {
  /** Rows with steps of their own take most of a job's time if they are more than this part. */
  private static final double MOST_DOUBTFUL = 0.02;

  /**
   * Standard deviation of the steps' error, as a part of that of the log-densities: ranks then
   * correlate by .9995.
   */
  private static final double MOST_DEVIATION = 0.03;

  /** In nats, a row's error that does not matter. */
  private static final double SMALL_DEVIATION = 0.02;

  /** Standard error of the mean change, in nats. */
  private static final double MOST_ERROR = 0.006;

  static StepsTrial of(
      double sigma,
      int steps,
      double centre,
      SteppedFlow.Densities few,
      SteppedFlow.Densities many) {
    SummaryStatistics differences = new SummaryStatistics();
    SummaryStatistics densities = new SummaryStatistics();
    for (int i = 0; i < few.values().length; i++) {
      if (!few.doubtful()[i]) {
        differences.addValue(many.values()[i][0] - few.values()[i][0]);
        densities.addValue(many.values()[i][0]);
      }
    }
    return new StepsTrial(
        sigma,
        steps,
        centre,
        doubtful(few),
        differences.getMean(),
        differences.getStandardDeviation(),
        densities.getStandardDeviation(),
        differences.getN());
  }

  /** Returns whether more rows need shorter steps than good steps may leave out. */
  static boolean hasManyDoubtful(SteppedFlow.Densities densities) {
    return doubtful(densities) > MOST_DOUBTFUL;
  }

  private static double doubtful(SteppedFlow.Densities densities) {
    int doubtful = 0;
    for (boolean row : densities.doubtful()) {
      doubtful += row ? 1 : 0;
    }
    return (double) doubtful / densities.doubtful().length;
  }

  /** Standard error of {@link #change}. */
  double standardError() {
    return deviation / Math.sqrt(compared);
  }

  /** Whether the few steps leave the rows in their order, and their mean error is known. */
  boolean isGood() {
    return doubtful <= MOST_DOUBTFUL
        && deviation <= Math.max(SMALL_DEVIATION, MOST_DEVIATION * spread)
        && standardError() <= MOST_ERROR;
  }
}
