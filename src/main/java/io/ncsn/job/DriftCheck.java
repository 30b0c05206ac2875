package io.ncsn.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ConfigException;
import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.read.ModelTable;
import io.ncsn.data.shard.PartedRows;
import io.ncsn.evaluate.mixed.DensityDrift;
import io.ncsn.evaluate.mixed.Drift;
import io.ncsn.network.MixedSpec;
import io.ncsn.sample.Likelihood;
import io.ncsn.settings.Settings;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how a table differs from the one that a model was trained on: its columns from all rows
 * of that table, and log-densities from the rows that were held out of training.
 */
public final class DriftCheck {
  private static final Logger LOG = LoggerFactory.getLogger(DriftCheck.class);

  private final SparkSession spark;
  private final TrainedModel model;
  private final Settings settings;

  /**
   * Makes the check.
   *
   * @param settings {@code data.*} tells the table and how to read both, {@code likelihood.*} and
   *     {@code evaluate.*} how to measure
   */
  public DriftCheck(SparkSession spark, TrainedModel model, Settings settings) {
    this.spark = spark;
    this.model = model;
    this.settings = settings;
  }

  /**
   * Measures the table that {@code data.input} names.
   *
   * @param reference names the table that the model was trained on, as {@code data.input} does
   * @throws DataException if a column is missing, or the model was not trained on {@code reference}
   */
  public Drift from(String reference) {
    if (model.description().network() instanceof MixedSpec mixed && mixed.hasImages()) {
      throw new DataException(
          "Cannot measure drift of %s yet; train a model of the images alone"
              .formatted(
                  mixed.hasColumns()
                      ? "images and other columns (data.image)"
                      : "images with labels (data.image.label)"));
    }
    DataSettings now = settings.data();
    if (!now.roles().columns().isEmpty()) {
      throw new ConfigException(
          "Cannot measure drift with data.weight or data.holdout-column: all rows of both tables count, and alike; leave them out");
    }
    DataSettings before = now.withInput(reference);
    RowCodec codec = model.description().codec();
    ModelDensities densities = model.densities(settings.likelihood());
    Dataset<Row> values = ModelTable.open(spark, now, codec, List.of());
    Dataset<Row> known = heldOut(ModelTable.open(spark, before, codec, List.of()), reference);
    DensityDrift density =
        DensityDrift.of(logDensities(densities, known), logDensities(densities, values));
    return Drift.of(
        ModelTable.plain(spark, before, codec),
        ModelTable.plain(spark, now, codec),
        density,
        settings.evaluate());
  }

  /** The rows of the training table that the model has not seen; all of them if there are none. */
  private Dataset<Row> heldOut(Dataset<Row> values, String reference) {
    Map<String, String> facts = model.description().provenance();
    requireHashedRows(facts);
    double holdout = Double.parseDouble(setting(facts, "data.holdout"));
    PartedRows parts =
        PartedRows.of(
            values,
            model.description().codec(),
            Long.parseLong(setting(facts, "data.seed")),
            holdout);
    long trained = Long.parseLong(fact(facts, ModelDescription.ROWS));
    long found = parts.training().count();
    if (found != trained) {
      throw new DataException(
          "Cannot measure drift from --reference '%s': training would take %d of its rows, and the model was trained on %d; give the table that the model was trained on, as it was then"
              .formatted(reference, found, trained));
    }
    if (holdout == 0) {
      LOG.warn(
          "The model has seen all rows of {} (data.holdout was 0): their log-densities are a little too high",
          reference);
      return parts.training();
    }
    return parts.holdout();
  }

  private static void requireHashedRows(Map<String, String> facts) {
    for (String key : List.of("data.weight", "data.holdout-column")) {
      String column = facts.getOrDefault(ModelDescription.SETTING + key, "none");
      if (!column.equals("none")) {
        throw new DataException(
            "Cannot measure drift of a model that was trained with %s = %s: its training rows cannot be told from the others by their values; train one without it"
                .formatted(key, column));
      }
    }
  }

  private static String setting(Map<String, String> facts, String key) {
    return fact(facts, ModelDescription.SETTING + key);
  }

  private static String fact(Map<String, String> facts, String key) {
    if (!facts.containsKey(key)) {
      throw new DataException(
          "Cannot measure drift: the model does not say which rows it was trained on (no %s in its provenance); train it anew"
              .formatted(key));
    }
    return facts.get(key);
  }

  /** The log-densities of some rows, minus infinity where a row has none. */
  private double[] logDensities(ModelDensities densities, Dataset<Row> values) {
    return densities.ofArrays(some(values)).select(Likelihood.LOG_DENSITY).collectAsList().stream()
        .mapToDouble(row -> row.isNullAt(0) ? Double.NEGATIVE_INFINITY : row.getDouble(0))
        .toArray();
  }

  /** At most {@code evaluate.rows} rows, chosen by their values and which copy of them they are. */
  private Dataset<Row> some(Dataset<Row> values) {
    int limit = settings.evaluate().rows();
    if (values.count() <= limit) {
      return values;
    }
    String row = values.columns()[0];
    return values
        .withColumn("copy", row_number().over(Window.partitionBy(row).orderBy(row)))
        .orderBy(xxhash64(lit(settings.evaluate().seed()), col(row), col("copy")))
        .limit(limit)
        .select(row)
        .repartition(spark.sparkContext().defaultParallelism());
  }
}
