package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.Precision;
import io.ncsn.sample.CalibrationJob;
import io.ncsn.sample.DensitySteps;
import io.ncsn.settings.Settings;
import io.ncsn.train.LastStep;
import io.ncsn.train.TrainSettings;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done to a model when its rounds are over. A model of mixed rows is calibrated. For one of
 * numbers, it is found out in which steps its log-densities are computed.
 */
final class TrainingEnd {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingEnd.class);

  private final SparkSession spark;
  private final PreparedTable table;
  private final TrainingPlan plan;
  private final MachineAgreement machines;
  private final Settings settings;

  TrainingEnd(
      SparkSession spark,
      PreparedTable table,
      TrainingPlan plan,
      MachineAgreement machines,
      Settings settings) {
    this.spark = spark;
    this.table = table;
    this.plan = plan;
    this.machines = machines;
    this.settings = settings;
  }

  /** Returns what is done to the last checkpoint, if anything. */
  Optional<LastStep> step() {
    if (plan.model().isMixed()) {
      return isCalibrated() ? Optional.of(this::calibrated) : Optional.empty();
    }
    return DensitySteps.applyTo(plan.model()) ? Optional.of(new LookedAt()) : Optional.empty();
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  private boolean isCalibrated() {
    // the cells that are known do not have the whole table's frequencies
    boolean unknown = table.plan().filter(TablePlan::hasUnknownCells).isPresent();
    boolean images =
        plan.model().network() instanceof MixedSpec mixed
            && mixed.hasImages(); // their categories are drawn by the frequencies themselves
    return !unknown && !images;
  }

  private Checkpoint calibrated(Checkpoint last) {
    TrainSettings train = settings.train();
    long visited = train.rows(last.state().iteration());
    int samples = CalibrationJob.rows(train.calibrationRows(), table.rows(), visited);
    if (samples == 0) {
      return last;
    }
    LOG.info("Calibration by the counts of {} samples, twice", samples);
    return CalibrationJob.calibrated(context(), last, samples, train.seed(), machines.plan());
  }

  /** Finds out how log-densities are computed. */
  private final class LookedAt implements LastStep {
    @Override
    public Checkpoint apply(Checkpoint last) {
      try {
        MachineAgreement ofScores =
            Machines.ofScores(spark, plan.model().network(), Precision.FLOAT32, settings.network());
        return DensitySteps.found(context(), last, someRows(), ofScores.plan());
      } catch (Exception lost) { // a training does not fail for this
        LOG.warn(
            "Log-densities will be found in each row's own steps: looking at some failed", lost);
        return last;
      }
    }

    @Override
    public boolean isLong() {
      return false;
    }
  }

  /** Returns the first rows that training did not see; without such rows, the first ones. */
  private float[] someRows() {
    JavaRDD<Shard> shards = table.holdoutRows() > 0 ? table.holdout() : table.train();
    List<float[]> first =
        shards.filter(shard -> shard.rows() > 0).map(TrainingEnd::firstRows).take(1);
    return first.get(0);
  }

  private static float[] firstRows(Shard shard) {
    int count = Math.min(shard.rows(), DensitySteps.ROWS);
    float[] rows = new float[count * shard.dimension()];
    for (int row = 0; row < count; row++) {
      shard.read(row, rows, row * shard.dimension());
    }
    return rows;
  }
}
