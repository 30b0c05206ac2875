package io.ncsn.compare;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.Measure;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.evaluate.Evaluation;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.GatheredRows;
import io.ncsn.evaluate.GroundTruthEvaluation;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.evaluate.TableRows;
import io.ncsn.sample.OwnColumns;
import io.ncsn.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The tables of a comparison, each prepared once, and the held-out rows used for measuring. */
final class ComparedTables {
  private final SparkSession spark;
  private final Path root;
  private final Map<String, PreparedTable> prepared = new HashMap<>();
  private final Map<String, GatheredRows> heldOut = new HashMap<>();

  /**
   * Makes the tables.
   *
   * @param root directory in which the shards of each table get a directory
   */
  ComparedTables(SparkSession spark, Path root) {
    this.spark = spark;
    this.root = root;
  }

  /** Returns the table of these settings as shards. */
  PreparedTable prepared(Settings settings) {
    int replicas = settings.train().replicas();
    String id = DigestUtils.sha256Hex(settings.data() + " " + replicas).substring(0, 12);
    return prepared.computeIfAbsent(
        id,
        name ->
            TablePreparer.prepare(
                spark,
                settings.data(),
                replicas,
                OwnColumns.names(settings.sample()),
                new Path(root, "table-" + name).toString()));
  }

  /** Returns the held-out rows of {@code table} in data units. */
  GatheredRows heldOut(PreparedTable table, EvaluateSettings settings) {
    return heldOut.computeIfAbsent(
        table.fingerprint() + settings,
        key -> TableRows.of(table.holdout(), table.schema(), table.scaler(), settings));
  }

  /** Compares {@code samples} with the held-out rows. */
  EvaluationResult evaluation(PreparedTable table, GatheredRows samples, Settings settings) {
    return Evaluation.of(
        JavaSparkContext.fromSparkContext(spark.sparkContext()),
        settings.evaluate(),
        settings.data().scale(),
        new EvaluationTables(
            columns(table), heldOut(table, settings.evaluate()), samples, Optional.empty()));
  }

  /** Returns the evaluation of models by the table's true density, if that is known. */
  Optional<GroundTruthEvaluation> truth(PreparedTable table, Settings settings) {
    return KnownDensities.of(settings.data().input(), columns(table))
        .map(density -> new GroundTruthEvaluation(density, table.scaler()));
  }

  /**
   * Returns the values that perfect runs on this table get, for measures where these are not
   * obvious.
   */
  Map<Measure, Double> references(Settings settings, List<Measure> measures) {
    PreparedTable table = prepared(settings);
    Map<Measure, Double> references = new HashMap<>();
    List<Measure> twoSample = measures.stream().filter(Measure::comparesRows).toList();
    if (!twoSample.isEmpty()) {
      GatheredRows training =
          TableRows.of(table.train(), table.schema(), table.scaler(), settings.evaluate());
      EvaluationResult floor = evaluation(table, training, settings);
      twoSample.forEach(measure -> references.put(measure, floor.metric(measure).value()));
    }
    if (measures.contains(Measure.LOG_LIKELIHOOD)) {
      truth(table, settings)
          .ifPresent(
              truth ->
                  references.put(
                      Measure.LOG_LIKELIHOOD,
                      truth.logLikelihood(
                          heldOut(table, settings.evaluate())
                              .matrix()
                              .head(RunJudge.LIKELIHOOD_ROWS))));
    }
    return references;
  }

  private static List<String> columns(PreparedTable table) {
    return table.schema().columns().stream().map(column -> column.name()).toList();
  }
}
