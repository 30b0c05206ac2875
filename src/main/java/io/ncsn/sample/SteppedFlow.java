package io.ncsn.sample;

import io.ncsn.noise.DifferentiableScore;
import java.util.Arrays;

/**
 * Log-densities by the probability-flow ODE, as {@link ProbabilityFlow}, in the same few steps for
 * all rows. What is integrated over τ = log σ is what differs from a normal distribution with the
 * data's mean and variance v: the path of y = (x − mean)/√(v + σ²), and the trace σ²·tr ∇ₓs +
 * d·σ²/(v + σ²). Both are 0 for such data, and change slowly for others. The traces are dear, and
 * are found at the {@link TraceNodes} alone. The path goes from node to node by the method of Runge
 * and Kutta of order 4, at the price of a forward pass for each stage.
 */
final class SteppedFlow {
  /**
   * The error of the path in standard deviations, and the part of the log-density that two halves
   * of the nodes disagree about, in nats, from which a row is doubtful.
   */
  private static final double PATH_DOUBT = 0.3;

  private static final double TRACE_DOUBT = 4;

  private final DifferentiableScore score;
  private final Prior prior;
  private final double least;
  private final double largest;
  private final TraceNodes nodes;

  /**
   * Makes the flow.
   *
   * @param score in standardised units
   * @param least noise level of the rows
   * @param largest noise level at which the {@code prior} stands in for the data
   * @param steps number of nodes, at least 2
   * @param centre noise level about which they are closest
   */
  SteppedFlow(
      DifferentiableScore score,
      Prior prior,
      double least,
      double largest,
      int steps,
      double centre) {
    this.score = score;
    this.prior = prior;
    this.least = least;
    this.largest = largest;
    this.nodes = TraceNodes.of(least, largest, steps, centre);
  }

  /**
   * Log-densities of a block.
   *
   * @param values log p of each row in nats and standardised units, for each of the traces'
   *     estimates, [count][estimates]
   * @param doubtful for each row, whether it needs shorter steps than these, or has no solution in
   *     them
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index, never compared
  record Densities(double[][] values, boolean[] doubtful) {
    /** Adds a number to all of them. */
    void add(double correction) {
      for (double[] ofRow : values) {
        for (int k = 0; k < ofRow.length; k++) {
          ofRow[k] += correction;
        }
      }
    }
  }

  /**
   * Finds the log-densities at the least noise level.
   *
   * @param rows row-major [count, dimension]
   */
  Densities logDensities(float[] rows, int count, Traces traces) {
    Walk walk = new Walk(rows, count, traces);
    double here = Math.log(least);
    for (int node = 0; node < nodes.places().length; node++) {
      walk.to(here, nodes.places()[node]);
      here = nodes.places()[node];
      walk.addTrace(here, nodes.weights()[node], node % 2 == 0);
    }
    walk.to(here, Math.log(largest));
    return walk.densities();
  }

  /** The rows on their way. */
  private final class Walk {
    private static final int STAGES = 4;

    private final int dimension = prior.dimension();
    private final int count;
    private final Traces traces;
    private final float[][] noDirections = new float[0][];
    private final double[][] noForms = new double[0][];
    private final float[] x;
    private final float[] scores;
    private final double[] sigmas;
    private final double[][] forms;

    /** (x − mean)/√(v + σ²), row-major [count, dimension]. */
    private final double[] y;

    private final double[] trial;

    /** dy/dτ in the stages of a step. */
    private final double[][] slopes;

    /** Whether the first of them is known, from the trace at the same place. */
    private boolean known;

    /** Length of the last step. */
    private double length;

    /** Integrals of the traces, [count][estimates]. */
    private final double[][] changes;

    private final double[] pathErrors;
    private final double[] halves;

    Walk(float[] rows, int count, Traces traces) {
      this.count = count;
      this.traces = traces;
      this.x = new float[count * dimension];
      this.scores = new float[x.length];
      this.sigmas = new double[count];
      this.forms = new double[traces.exact() ? 1 : traces.estimates()][count];
      this.y = new double[x.length];
      this.trial = new double[x.length];
      this.slopes = new double[STAGES][x.length];
      this.changes = new double[count][traces.estimates()];
      this.pathErrors = new double[count];
      this.halves = new double[count];
      double deviation = prior.deviation(least);
      for (int i = 0; i < y.length; i++) {
        y[i] = (rows[i] - prior.mean()[i % dimension]) / deviation;
      }
    }

    /** Goes from one place to another in one step. */
    void to(double from, double end) {
      length = end - from;
      double middle = from + length / 2;
      if (!known) {
        slope(from, y, slopes[0]);
      }
      slope(middle, moved(length / 2, slopes[0]), slopes[1]);
      slope(middle, moved(length / 2, slopes[1]), slopes[2]);
      slope(end, moved(length, slopes[2]), slopes[3]);
      for (int i = 0; i < y.length; i++) {
        y[i] += length / 6 * (slopes[0][i] + 2 * slopes[1][i] + 2 * slopes[2][i] + slopes[3][i]);
      }
      known = false;
    }

    private double[] moved(double by, double[] slope) {
      for (int i = 0; i < y.length; i++) {
        trial[i] = y[i] + by * slope[i];
      }
      return trial;
    }

    private void slope(double place, double[] at, double[] slope) {
      double sigma = unscaled(place, at);
      score.score(x, count, sigmas, noDirections, scores, noForms);
      ofScores(sigma, at, slope);
    }

    /** Adds the traces here to their integrals. Finds the slope here, too. */
    void addTrace(double place, double weight, boolean even) {
      double sigma = unscaled(place, y);
      if (traces.exact()) {
        score.scoreAndTrace(x, count, sigmas, scores, forms[0]);
      } else {
        score.score(x, count, sigmas, traces.directions(), scores, forms);
      }
      double variance = sigma * sigma;
      double ofNormal = dimension * variance / (prior.variance() + variance);
      for (int row = 0; row < count; row++) {
        double sum = 0;
        for (int k = 0; k < changes[row].length; k++) {
          double part = weight * (variance * forms[k][row] + ofNormal);
          changes[row][k] += part;
          sum += part;
        }
        halves[row] += (even ? sum : -sum) / changes[row].length;
      }
      double[] before = slopes[STAGES - 1].clone();
      ofScores(sigma, y, slopes[0]);
      known = true;
      addPathErrors(before);
    }

    /** The difference from the method of order 3 that the slope after the step completes. */
    private void addPathErrors(double[] lastStage) {
      for (int row = 0; row < count; row++) {
        double square = 0;
        for (int i = row * dimension; i < (row + 1) * dimension; i++) {
          double difference = length / 6 * (lastStage[i] - slopes[0][i]);
          square += difference * difference;
        }
        pathErrors[row] += Math.sqrt(square);
      }
    }

    /** Writes x of the scaled rows and their noise level, which it returns. */
    private double unscaled(double place, double[] scaled) {
      double sigma = Math.min(Math.exp(place), largest);
      Arrays.fill(sigmas, sigma);
      double deviation = prior.deviation(sigma);
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (prior.mean()[i % dimension] + deviation * scaled[i]);
      }
      return sigma;
    }

    /** dy/dτ = −σ²·(s + y/√(v + σ²))/√(v + σ²). */
    private void ofScores(double sigma, double[] scaled, double[] slope) {
      double deviation = prior.deviation(sigma);
      double factor = -sigma * sigma / deviation;
      for (int i = 0; i < x.length; i++) {
        slope[i] = factor * (scores[i] + scaled[i] / deviation);
      }
    }

    Densities densities() {
      double[][] values = new double[count][];
      boolean[] doubtful = new boolean[count];
      double scale = dimension * Math.log(2 * Math.PI * (prior.variance() + least * least));
      for (int row = 0; row < count; row++) {
        double square = 0;
        for (int i = row * dimension; i < (row + 1) * dimension; i++) {
          square += y[i] * y[i];
        }
        double end = -(square + scale) / 2;
        values[row] = Arrays.stream(changes[row]).map(change -> end - change).toArray();
        boolean good =
            pathErrors[row] < PATH_DOUBT
                && Math.abs(halves[row]) < TRACE_DOUBT
                && Double.isFinite(end);
        doubtful[row] = !good;
      }
      return new Densities(values, doubtful);
    }
  }
}
