package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.config.ConfigException;
import io.ncsn.network.KernelPlan;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.NetworkSettings.Kind;
import io.ncsn.network.NetworkSpec;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.waves.WaveTarget;
import io.ncsn.waves.Written;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Scores of a table's rows under a model: a map job. */
public final class Scores {
  /**
   * ∇ₓ log p_σ of the row, in data units; of a mixed row, by its channels. Null where a cell holds
   * no finite number, or is not known.
   */
  public static final String SCORE = "score";

  /** Euclidean norm of {@link #SCORE}. */
  public static final String NORM = "score_norm";

  /** E of the row, or of an image and its label, in standardised units; only of energy networks. */
  public static final String ENERGY = "energy";

  /** −E in data units, the log-density up to a constant; only of energies of numbers. */
  public static final String UNNORMALISED = "unnormalised_log_density";

  private static final double MIXED_SIGMA = 0.5;

  private final SparkSession spark;
  private final Checkpoint checkpoint;
  private final double sigma;
  private final KernelPlan kernel;

  /**
   * Under {@code checkpoint}'s network, computed by {@code kernel}.
   *
   * @throws ConfigException for a noise level that the model was not trained at
   */
  public Scores(
      SparkSession spark, Checkpoint checkpoint, ScoreSettings settings, KernelPlan kernel) {
    this.spark = spark;
    this.checkpoint = checkpoint;
    this.kernel = kernel;
    NoiseSchedule levels = checkpoint.model().schedule();
    this.sigma =
        settings
            .sigma()
            .orElse(checkpoint.model().isMixed() ? mixedSigma(levels) : levels.smallest());
    if (sigma < levels.smallest() || sigma > levels.largest()) {
      throw new ConfigException(
          "Cannot score at score.sigma %s: the model was trained at noise levels from %s to %s; set one of these or auto"
              .formatted(sigma, levels.smallest(), levels.largest()));
    }
  }

  /** The noise level at which the levels of a category are neither certain nor forgotten. */
  private static double mixedSigma(NoiseSchedule levels) {
    return Math.min(Math.max(MIXED_SIGMA, levels.smallest()), levels.largest());
  }

  /** Names that no kept column may have. */
  public static List<String> columns() {
    return List.of(SCORE, NORM, ENERGY, UNNORMALISED);
  }

  /** σ, in standardised units. */
  public double sigma() {
    return sigma;
  }

  /**
   * Writes the kept columns and the score of every row to {@code target}, as {@link
   * Likelihood#write} does.
   *
   * @param rows columns to keep, then an array of the model's numbers
   */
  public Written write(Dataset<Row> rows, WaveTarget target) {
    JavaSparkContext.fromSparkContext(spark.sparkContext())
        .setJobGroup("ncsn-score", "Scores", true);
    TreeMap<String, String> settings = new TreeMap<>();
    settings.put("score.sigma", Double.toString(sigma));
    return new TableJob(spark, checkpoint, kernel)
        .write(rows, schema(), settings, compute(), target);
  }

  /**
   * The kept columns and the score of every row, as a Dataset that finds the scores each time that
   * it is computed: the same values as {@link #write} writes.
   *
   * @param rows columns to keep, then an array of the model's numbers
   */
  public Dataset<Row> rows(Dataset<Row> rows) {
    return new TableJob(spark, checkpoint, kernel).rows(rows, schema(), compute());
  }

  /** The score alone, as a column that {@link RowsInPlace} adds. */
  public AddedColumn column(String name) {
    return new AddedColumn(
        DataTypes.createStructField(
            name, DataTypes.createArrayType(DataTypes.DoubleType, false), true),
        compute(),
        0);
  }

  private StructType schema() {
    StructType schema =
        new StructType()
            .add(SCORE, DataTypes.createArrayType(DataTypes.DoubleType, false), true)
            .add(NORM, DataTypes.DoubleType, true);
    if (isEnergy() || isLabelledEnergy()) {
      schema = schema.add(ENERGY, DataTypes.DoubleType, true);
    }
    return isEnergy() ? schema.add(UNNORMALISED, DataTypes.DoubleType, true) : schema;
  }

  private RowColumns.Compute compute() {
    if (checkpoint.model().isMixed()) {
      return new BlockMixedScores(sigma, checkpoint.model().codec().channels(), isLabelledEnergy());
    }
    return new BlockScores(sigma, checkpoint.model().scaler(), isEnergy());
  }

  private boolean isLabelledEnergy() {
    return checkpoint.model().network() instanceof MixedSpec labelled && labelled.energy();
  }

  private boolean isEnergy() {
    return checkpoint.model().network() instanceof NetworkSpec numbers
        && numbers.kind() == Kind.ENERGY;
  }
}
