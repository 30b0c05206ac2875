package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.DifferentiableScore;
import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether log-densities of a trained model's rows may take the same few steps, which are
 * several times faster than steps of each row's own. They may, if the density is smooth at the
 * least noise: of some rows that the model knows, few are doubtful, and twice the steps give the
 * others the same mean. Columns of few different values, such as whole numbers, have spiky
 * densities.
 */
public final class DensitySteps {
  /** Number of rows that are worth looking at. */
  public static final int ROWS = 256;

  /** Steps for all rows. */
  static final int STEPS = 10;

  /** In their place: each row has its own steps. */
  static final int OWN = 0;

  /** Fewer different rows than this tell nothing. */
  private static final int LEAST_ROWS = 32;

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
   * @param checkpoint the last one of a model that this applies to
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
      Look look =
          spark
              .parallelize(List.of(rows), 1)
              .map(
                  some -> {
                    try (TrainedNetwork network =
                        spec.trained(parameters.value(), kernel, Precision.FLOAT32)) {
                      return Look.at(network, prior, levels, some);
                    }
                  })
              .first();
      look.log();
      return checkpoint.with(
          model.with(ModelDescription.DENSITY_STEPS, Integer.toString(look.steps())));
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
   * What was seen of some rows.
   *
   * @param different number of rows that are not equal
   * @param doubtful part of the rows that need shorter steps
   * @param change mean by which twice the steps change the density of the others, in nats
   * @param standardError its standard error
   */
  record Look(int different, double doubtful, double change, double standardError)
      implements Serializable {

    /**
     * Looks at rows.
     *
     * @param score in standardised units
     * @param rows row-major [count, dimension]
     */
    static Look at(DifferentiableScore score, Prior prior, NoiseSchedule levels, float[] rows) {
      int dimension = prior.dimension();
      int count = rows.length / dimension;
      Traces traces = Traces.exact(count, dimension);
      SteppedFlow.Densities few = flow(score, prior, levels, 1).logDensities(rows, count, traces);
      SteppedFlow.Densities many = flow(score, prior, levels, 2).logDensities(rows, count, traces);
      SummaryStatistics differences = new SummaryStatistics();
      Set<Integer> different = new HashSet<>();
      for (int i = 0; i < count; i++) {
        different.add(
            Arrays.hashCode(Arrays.copyOfRange(rows, i * dimension, (i + 1) * dimension)));
        if (!few.doubtful()[i]) {
          differences.addValue(many.values()[i][0] - few.values()[i][0]);
        }
      }
      long found = differences.getN();
      return new Look(
          different.size(),
          1 - (double) found / count,
          differences.getMean(),
          differences.getStandardDeviation() / Math.sqrt(Math.max(1, found)));
    }

    private static SteppedFlow flow(
        DifferentiableScore score, Prior prior, NoiseSchedule levels, int times) {
      return new SteppedFlow(score, prior, levels.smallest(), levels.largest(), times * STEPS);
    }

    /** Returns {@link #STEPS} or {@link #OWN}. */
    int steps() {
      boolean good =
          different >= LEAST_ROWS
              && doubtful <= MOST_DOUBTFUL
              && Math.abs(change) + 2 * standardError <= MOST_ERROR;
      return good ? STEPS : OWN;
    }

    void log() {
      LOG.info(
          "Log-densities: {}, as of {} different rows {} % are doubtful in {} steps, and twice the steps change the mean of the others by {} ± {} nats",
          steps() == OWN ? "each row in its own steps" : "all rows in the same " + STEPS + " steps",
          different,
          String.format(Locale.ROOT, "%.1f", 100 * doubtful),
          STEPS,
          String.format(Locale.ROOT, "%.4f", change),
          String.format(Locale.ROOT, "%.4f", standardError));
    }
  }
}
