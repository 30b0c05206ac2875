package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether log-densities of a trained model's rows may take the same few steps, which are
 * several times faster than steps of each row's own. They may if the density is smooth at the least
 * noise: of some rows that the model knows, few are doubtful, and twice the steps give the others
 * the same mean. Columns of few different values, such as whole numbers, have spiky densities.
 */
public final class DensitySteps {
  /** Number of rows that are worth looking at. */
  public static final int ROWS = 256;

  /** Steps for all rows. */
  static final int STEPS = 10;

  /** In their place: each row has its own steps. */
  static final int OWN = 0;

  /** Rows with steps of their own take most of a job's time if they are more than this part. */
  private static final double MOST_DOUBTFUL = 0.02;

  /** Error of the mean in nats, with two standard errors, up to which the steps are taken. */
  private static final double MOST_ERROR = 0.03;

  private static final Logger LOG = LoggerFactory.getLogger(DensitySteps.class);

  private DensitySteps() {}

  /** Whether a model's densities are by the probability flow with exact traces. */
  public static boolean applyTo(ModelDescription model) {
    return !model.isMixed()
        && model.network().conditional()
        && model.network().dimension() <= LikelihoodPlan.MOST_EXACT;
  }

  /**
   * Returns the checkpoint with what was found in its description. The rows are looked at by one
   * task.
   *
   * @param checkpoint of a model that this applies to
   * @param rows in the network's units, row-major [count, dimension]; at least one row
   */
  public static Checkpoint found(
      JavaSparkContext spark, Checkpoint checkpoint, float[] rows, KernelPlan kernel) {
    spark.setJobGroup("ncsn-train", "Steps of log-densities", true);
    ModelDescription model = checkpoint.model();
    ModelSpec spec = model.network();
    Prior prior = Prior.of(model.ranges());
    NoiseSchedule levels = model.schedule();
    Broadcast<float[]> parameters = spark.broadcast(checkpoint.samplingParameters());
    try {
      int steps =
          spark
              .parallelize(List.of(rows), 1)
              .map(
                  some -> {
                    try (TrainedNetwork network =
                        spec.trained(parameters.value(), kernel, Precision.FLOAT32)) {
                      return of(network, prior, levels, some);
                    }
                  })
              .first();
      return checkpoint.with(model.with(ModelDescription.DENSITY_STEPS, Integer.toString(steps)));
    } finally {
      parameters.destroy();
    }
  }

  /** Returns the steps that {@link #found} found, or {@link #OWN} where nothing was looked for. */
  static int of(ModelDescription model) {
    return Integer.parseInt(
        model.provenance().getOrDefault(ModelDescription.DENSITY_STEPS, Integer.toString(OWN)));
  }

  /**
   * Returns {@link #STEPS} or {@link #OWN}.
   *
   * @param score in standardised units
   * @param rows row-major [count, dimension]
   */
  static int of(DifferentiableScore score, Prior prior, NoiseSchedule levels, float[] rows) {
    int count = rows.length / prior.dimension();
    SteppedFlow.Densities few = densities(score, prior, levels, rows, STEPS);
    SteppedFlow.Densities many = densities(score, prior, levels, rows, 2 * STEPS);
    SummaryStatistics differences = new SummaryStatistics();
    for (int i = 0; i < count; i++) {
      if (!few.doubtful()[i]) {
        differences.addValue(many.values()[i][0] - few.values()[i][0]);
      }
    }
    double doubtful = 1 - (double) differences.getN() / count;
    double standardError =
        differences.getStandardDeviation() / Math.sqrt(Math.max(1, differences.getN()));
    double error = Math.abs(differences.getMean()) + 2 * standardError;
    int steps = doubtful <= MOST_DOUBTFUL && error <= MOST_ERROR ? STEPS : OWN;
    LOG.info(
        "Log-densities: {}, as {} % of {} rows are doubtful in {} steps, and twice the steps change the mean of the others by {} ± {} nats",
        steps == OWN ? "each row in its own steps" : "all rows in the same " + steps + " steps",
        String.format(Locale.ROOT, "%.1f", 100 * doubtful),
        count,
        STEPS,
        String.format(Locale.ROOT, "%.4f", differences.getMean()),
        String.format(Locale.ROOT, "%.4f", standardError));
    return steps;
  }

  private static SteppedFlow.Densities densities(
      DifferentiableScore score, Prior prior, NoiseSchedule levels, float[] rows, int steps) {
    int count = rows.length / prior.dimension();
    return new SteppedFlow(score, prior, levels.smallest(), levels.largest(), steps)
        .logDensities(rows, count, Traces.exact(count, prior.dimension()));
  }
}
