package io.ncsn.job;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.Choice;
import io.ncsn.config.DataSettings;
import io.ncsn.config.Settings;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.evaluate.Evaluation;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.GroundTruth;
import io.ncsn.evaluate.GroundTruthEvaluation;
import io.ncsn.evaluate.KnownDensities;
import io.ncsn.evaluate.TableRows;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.output.Versions;
import io.ncsn.report.ImageShape;
import io.ncsn.report.Report;
import io.ncsn.report.ReportInputs;
import io.ncsn.report.ReportInputs.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Evaluation at the end of a pipeline: samples beside held-out and training rows, and the whole
 * report.
 */
public final class PipelineReport {
  private static final int GROUND_TRUTH_POINTS = 2000;

  private final SparkSession spark;
  private final Storage storage;
  private final OutputDirectory output;
  private final PreparedTable table;
  private final RunRecord record;
  private final Settings settings;

  /** A report on what {@code output} holds, trained on {@code table}. */
  public PipelineReport(
      SparkSession spark,
      Storage storage,
      OutputDirectory output,
      PreparedTable table,
      RunRecord record) {
    this.spark = spark;
    this.storage = storage;
    this.output = output;
    this.table = table;
    this.record = record;
    this.settings = record.settings().settings();
  }

  /**
   * Measures the samples and writes {@code report.html}; the metrics, if the samples can be
   * measured.
   */
  public Optional<EvaluationResult> write() {
    spark.sparkContext().setJobGroup(JobKind.EVALUATE.group(), "Measure the samples", true);
    Checkpoint checkpoint =
        ModelDirectory.at(output.model().toString(), spark.sparkContext().hadoopConfiguration())
            .read();
    try (ScoreNetwork network =
        new ScoreNetwork(
            checkpoint.model().network(),
            checkpoint.samplingParameters(),
            settings.network().kernel())) {
      Optional<EvaluationTables> tables =
          unmeasurable().isPresent() ? Optional.empty() : Optional.of(tables());
      Optional<EvaluationResult> result = tables.map(t -> evaluate(t, network, checkpoint));
      result.ifPresent(r -> MetricFacts.note(r, record));
      ReportPictures pictures = new ReportPictures(settings, checkpoint, network);
      storage.write(output.report(), Report.render(inputs(result, tables, pictures)));
      return result;
    }
  }

  public static List<Setting> settings(RunRecord record) {
    return record.settings().values().stream()
        .map(value -> new Setting(value.key(), value.value(), value.origin()))
        .toList();
  }

  private EvaluationTables tables() {
    return new EvaluationTables(
        table.schema().columns().stream().map(c -> c.name()).toList(),
        TableRows.of(table.holdout(), table.schema(), table.scaler(), settings.evaluate()),
        TableRows.of(
            spark.read().parquet(output.samples().toString()), table.schema(), settings.evaluate()),
        Optional.of(
            TableRows.of(table.train(), table.schema(), table.scaler(), settings.evaluate())));
  }

  private EvaluationResult evaluate(
      EvaluationTables tables, ScoreNetwork network, Checkpoint checkpoint) {
    EvaluationResult result =
        Evaluation.of(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            settings.evaluate(),
            settings.data().scale(),
            tables);
    return KnownDensities.of(settings.data().input(), tables.columns())
        .map(density -> new GroundTruthEvaluation(density, table.scaler()))
        .map(
            truth ->
                new GroundTruth(
                    truth.fisher(
                        network,
                        checkpoint.model().schedule().levels(),
                        GROUND_TRUTH_POINTS,
                        settings.evaluate().seed()),
                    truth.weights(tables.samples().matrix())))
        .map(result::with)
        .orElse(result);
  }

  private ReportInputs inputs(
      Optional<EvaluationResult> result,
      Optional<EvaluationTables> tables,
      ReportPictures pictures) {
    MetricsHistory history = new MetricsHistory(storage.read(output.metrics()).lines().toList());
    return new ReportInputs(
        settings.report().title(),
        settings(record),
        provenance(),
        history.training(),
        history.validation(),
        result,
        badRows(settings.data(), table),
        tables.flatMap(pictures::images),
        tables.flatMap(pictures::plane),
        warnings());
  }

  private Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    record.facts().forEach((key, value) -> facts.put(key, String.valueOf(value)));
    facts.keySet().removeIf(key -> key.startsWith("evaluate."));
    facts.put("data.fingerprint", table.fingerprint());
    facts.putAll(Versions.all());
    return facts;
  }

  public static ReportInputs.BadRows badRows(DataSettings data, PreparedTable table) {
    Map<String, Long> counts =
        table.badRows().counts().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().label(), Map.Entry::getValue));
    return new ReportInputs.BadRows(
        Choice.name(data.badRows()),
        table.rows() + table.holdoutRows() + table.badRows().total(),
        counts,
        table.badRows().examples());
  }

  /** Why the samples cannot be measured, if they cannot. */
  private Optional<String> unmeasurable() {
    if (table.holdoutRows() < 2) {
      return Optional.of(
          "No rows were held out (data.holdout), so the samples could not be measured.");
    }
    return settings.sample().count() < 2
        ? Optional.of("A single sample (sample.count) cannot be measured.")
        : Optional.empty();
  }

  private List<String> warnings() {
    return Stream.of(
            unmeasurable(),
            ImageShape.mismatch(settings.report().imageWidth(), table.schema().dimension()))
        .flatMap(Optional::stream)
        .toList();
  }
}
