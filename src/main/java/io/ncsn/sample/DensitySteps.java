package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Precision;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.noise.NoiseSchedule;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * How log-densities of a model's rows are found in the same few steps, which are many times faster
 * than steps of each row's own. {@link DensityLook} settles it at the end of the training, and the
 * model keeps it.
 *
 * @param steps number of steps; {@link #OWN}: none is good, and each row has its own
 * @param sigma least noise level of rows, in standardised units, whose density is smooth enough
 * @param centre noise level about which the steps are shortest; see {@link TraceNodes}
 * @param correction what the steps leave out of the mean log-density at {@code sigma}, in nats
 */
public record DensitySteps(int steps, double sigma, double centre, double correction) {
  /** Number of rows that are worth looking at. */
  public static final int ROWS = 256;

  /** In place of a number of steps: each row has its own. */
  static final int OWN = 0;

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
      DensityLook.Found look =
          spark
              .parallelize(List.of(rows), 1)
              .map(
                  some -> {
                    try (TrainedNetwork network =
                        spec.trained(parameters.value(), kernel, Precision.FLOAT32)) {
                      return new DensityLook(network, prior, levels, some).found();
                    }
                  })
              .first();
      look.log();
      return checkpoint.with(look.steps(levels).in(model));
    } finally {
      parameters.destroy();
    }
  }

  /** Steps of each row's own, for rows with the least noise of {@code levels}. */
  static DensitySteps own(NoiseSchedule levels) {
    return new DensitySteps(OWN, levels.smallest(), TraceNodes.CENTRE, 0);
  }

  /**
   * Returns what {@link #found} found. Models of earlier versions have no noise level but their
   * least, the same centre, and no correction; where nothing was looked for, rows have their own
   * steps.
   */
  static DensitySteps of(ModelDescription model) {
    Map<String, String> facts = model.provenance();
    String steps = facts.get(ModelDescription.DENSITY_STEPS);
    String sigma = facts.get(ModelDescription.DENSITY_SIGMA);
    String centre = facts.get(ModelDescription.DENSITY_CENTRE);
    String correction = facts.getOrDefault(ModelDescription.DENSITY_CORRECTION, "0");
    return steps == null
        ? own(model.schedule())
        : new DensitySteps(
            Integer.parseInt(steps),
            sigma == null ? model.schedule().smallest() : Double.parseDouble(sigma),
            centre == null ? TraceNodes.CENTRE : Double.parseDouble(centre),
            Double.parseDouble(correction));
  }

  /** Returns the description of a model that keeps this. */
  ModelDescription in(ModelDescription model) {
    return model
        .with(ModelDescription.DENSITY_STEPS, Integer.toString(steps))
        .with(ModelDescription.DENSITY_SIGMA, Double.toString(sigma))
        .with(ModelDescription.DENSITY_CENTRE, Double.toString(centre))
        .with(ModelDescription.DENSITY_CORRECTION, Double.toString(correction));
  }

  /**
   * Returns the steps for rows with noise {@code level}: those with more have smoother densities.
   */
  int at(double level) {
    return level >= sigma ? steps : OWN;
  }

  /** Returns the correction of densities that are found in {@code taken} steps at {@code level}. */
  double correction(int taken, double level) {
    return taken == steps && level == sigma ? correction : 0;
  }
}
