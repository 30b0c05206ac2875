package io.ncsn.sample;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import java.util.Arrays;

/**
 * Log-densities by the probability-flow ODE (Song et al. 2021, §4.3 and appendix D.2): along dx/dσ
 * = −σ·s(x, σ), d log p_σ/dσ = σ·tr ∇ₓs. It goes from σ_L, where the data are, up to σ₁, where p is
 * close to the {@link Prior}, and integrates over log σ.
 */
public final class ProbabilityFlow {
  private static final int UP = 1;
  private static final int DOWN = -1;
  private static final Traces NO_TRACES = new Traces(new float[0][], false);

  private final DifferentiableScore score;
  private final NoiseSchedule schedule;
  private final Prior prior;
  private final int dimension;
  private final double tolerance;
  private long evaluations;

  /**
   * @param score in standardised units
   * @param tolerance per step of the integration; see {@link DormandPrince}
   */
  ProbabilityFlow(
      DifferentiableScore score, NoiseSchedule schedule, Prior prior, double tolerance) {
    this.score = score;
    this.schedule = schedule;
    this.prior = prior;
    this.dimension = prior.dimension();
    this.tolerance = tolerance;
  }

  /**
   * The flow of a model, from one of its noise levels up to the greatest.
   *
   * @param level index of the noise level of the rows whose densities are wanted
   * @param score score of the model's standardised rows
   * @param tolerance error allowed in each step of the integration; see {@link DormandPrince}
   */
  public static ProbabilityFlow of(
      ModelDescription model, int level, DifferentiableScore score, double tolerance) {
    NoiseSchedule schedule = model.schedule();
    NoiseSchedule above =
        new NoiseSchedule(schedule.kind(), Arrays.copyOf(schedule.levels(), level + 1));
    return new ProbabilityFlow(score, above, Prior.of(model.ranges()), tolerance);
  }

  /** Evaluations of the network so far, each of a whole block. */
  public long evaluations() {
    return evaluations;
  }

  /**
   * log p_{σ_L} of each row, in nats and standardised units: a value for each of the traces'
   * estimates, [count][estimates]. NaN where the flow has no solution.
   *
   * @param rows row-major [count, dimension]
   */
  public double[][] logDensities(float[] rows, int count, Traces traces) {
    int estimates = traces.estimates();
    int width = dimension + estimates;
    double[] states = new double[count * width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < dimension; j++) {
        states[i * width + j] = rows[i * dimension + j];
      }
    }
    integrate(new Flow(UP, count, width, traces), states);
    double[][] densities = new double[count][];
    for (int i = 0; i < count; i++) {
      double[] state = Arrays.copyOfRange(states, i * width, (i + 1) * width);
      double end = prior.logDensity(state, 0, schedule.largest());
      // The state holds the change of log p on the way up.
      densities[i] = Arrays.stream(state, dimension, width).map(change -> end - change).toArray();
    }
    return densities;
  }

  /**
   * Where the flow takes each row at σ₁, less the prior's mean and in its standard deviations: the
   * latent code of the row, about N(0, I) over the data. NaN where the flow has no solution.
   *
   * @param rows row-major [count, dimension]
   * @return row-major [count, dimension]
   */
  double[] codes(float[] rows, int count) {
    double[] states = new double[count * dimension];
    Arrays.setAll(states, i -> rows[i]);
    integrate(new Flow(UP, count, dimension, NO_TRACES), states);
    double deviation = prior.deviation(schedule.largest());
    for (int i = 0; i < states.length; i++) {
      states[i] = (states[i] - prior.mean()[i % dimension]) / deviation;
    }
    return states;
  }

  /**
   * Where the flow takes each latent code at σ_L: the way of {@link #codes} back. NaN where the
   * flow has no solution.
   *
   * @param codes row-major [count, dimension]
   * @return row-major [count, dimension]
   */
  double[] rows(double[] codes, int count) {
    double deviation = prior.deviation(schedule.largest());
    double[] states = new double[count * dimension];
    Arrays.setAll(states, i -> prior.mean()[i % dimension] + deviation * codes[i]);
    integrate(new Flow(DOWN, count, dimension, NO_TRACES), states);
    return states;
  }

  private void integrate(Flow flow, double[] states) {
    DormandPrince solver = new DormandPrince(flow, tolerance, flow.count, flow.width);
    double lowest = Math.log(schedule.smallest());
    double highest = Math.log(schedule.largest());
    solver.integrate(
        flow.direction == UP ? lowest : -highest, flow.direction == UP ? highest : -lowest, states);
    evaluations += solver.evaluations();
  }

  /**
   * d(x, log p)/d log σ = (−σ²·s, σ²·tr ∇ₓs), a row's x and then its estimates of log p. Time is
   * log σ on the way up, and −log σ on the way down.
   */
  private final class Flow implements DormandPrince.Slope {
    private final int direction;
    private final int count;
    private final int width;
    private final Traces traces;
    private final float[] x;
    private final float[] scores;
    private final double[] sigmas;
    private final double[][] forms;

    Flow(int direction, int count, int width, Traces traces) {
      this.direction = direction;
      this.count = count;
      this.width = width;
      this.traces = traces;
      this.x = new float[count * dimension];
      this.scores = new float[count * dimension];
      this.sigmas = new double[count];
      this.forms = new double[traces.directions().length][count];
    }

    @Override
    public void at(double[] times, double[] states, double[] slopes) {
      for (int i = 0; i < count; i++) {
        sigmas[i] = sigma(times[i]);
        for (int j = 0; j < dimension; j++) {
          x[i * dimension + j] = (float) states[i * width + j];
        }
      }
      score.score(x, count, sigmas, traces.directions(), scores, forms);
      for (int i = 0; i < count; i++) {
        double variance = direction * sigmas[i] * sigmas[i];
        for (int j = 0; j < dimension; j++) {
          slopes[i * width + j] = -variance * scores[i * dimension + j];
        }
        for (int k = 0; k < traces.estimates(); k++) {
          slopes[i * width + dimension + k] = variance * traces.estimate(k, forms, i);
        }
      }
    }

    /** A row that was given up waits at the end. */
    private double sigma(double time) {
      double sigma = Math.exp(direction * time);
      return Math.max(schedule.smallest(), Math.min(schedule.largest(), sigma));
    }
  }
}
