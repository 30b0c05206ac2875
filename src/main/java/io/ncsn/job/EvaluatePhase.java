package io.ncsn.job;

import io.ncsn.config.DataSettings;
import io.ncsn.config.Settings;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.evaluate.Evaluation;
import io.ncsn.evaluate.EvaluationResult;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.TableRows;
import io.ncsn.output.JobKind;
import io.ncsn.output.OutputDirectory;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Storage;
import io.ncsn.output.Versions;
import io.ncsn.report.Report;
import io.ncsn.report.ReportInputs;
import io.ncsn.sample.Sampler;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Evaluation by itself: samples beside a real table, of which all rows count as held out. */
public final class EvaluatePhase {
  private final SparkSession spark;
  private final Storage storage;
  private final Path samples;
  private final Optional<OutputDirectory> output;
  private final RunRecord record;

  /**
   * @param samples directory of the sampled Parquet files
   * @param output where {@code report.html} goes; empty: the metrics are only printed
   * @param record has the settings in force ({@code data.input} is the reference table); gets the
   *     metrics
   */
  public EvaluatePhase(
      SparkSession spark,
      Storage storage,
      Path samples,
      Optional<OutputDirectory> output,
      RunRecord record) {
    this.spark = spark;
    this.storage = storage;
    this.samples = samples;
    this.output = output;
    this.record = record;
  }

  /** Measures the samples and writes the report; the metrics. */
  public EvaluationResult run() {
    spark.sparkContext().setJobGroup(JobKind.EVALUATE.group(), "Measure the samples", true);
    Settings settings = record.settings().settings();
    Dataset<Row> sampled = sampled();
    Path work = output.map(OutputDirectory::workOfEvaluate).orElseGet(this::workBesideSamples);
    try {
      PreparedTable table =
          TablePreparer.prepare(spark, columnsOf(sampled, settings.data()), 1, work.toString());
      EvaluationTables tables =
          new EvaluationTables(
              table.schema().columns().stream().map(c -> c.name()).toList(),
              TableRows.of(table.train(), table.schema(), table.scaler(), settings.evaluate()),
              TableRows.of(sampled, table.schema(), settings.evaluate()),
              Optional.empty());
      EvaluationResult result =
          Evaluation.of(
              JavaSparkContext.fromSparkContext(spark.sparkContext()),
              settings.evaluate(),
              settings.data().scale(),
              tables);
      MetricFacts.note(result, record);
      output.ifPresent(
          directory -> storage.write(directory.report(), report(result, settings, table)));
      return result;
    } finally {
      storage.delete(work);
    }
  }

  /** Of a name of its own: others may evaluate the same samples now. */
  private Path workBesideSamples() {
    return new Path(samples.getParent(), "work-evaluate-" + UUID.randomUUID());
  }

  private Dataset<Row> sampled() {
    try {
      return spark.read().parquet(samples.toString());
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new DataException(
          "Cannot read --samples '%s': %s; give a directory of Parquet files that 'ncsn sample' wrote"
              .formatted(samples, ExceptionUtils.getRootCause(e).getMessage()),
          e);
    }
  }

  private String report(EvaluationResult result, Settings settings, PreparedTable table) {
    return Report.render(
        new ReportInputs(
            settings.report().title(),
            PipelineReport.settings(record),
            Versions.all(),
            List.of(),
            Optional.empty(),
            Optional.of(result),
            PipelineReport.badRows(settings.data(), table),
            Optional.empty(),
            Optional.empty(),
            List.of()));
  }

  /** The reference is read by the samples' columns, and none of it is held out. */
  private static DataSettings columnsOf(Dataset<Row> sampled, DataSettings data) {
    List<String> columns =
        Arrays.stream(sampled.columns()).filter(name -> !name.equals(Sampler.ID_COLUMN)).toList();
    if (columns.isEmpty()) {
      throw new DataException(
          "Cannot evaluate samples without columns; give a directory that 'ncsn sample' wrote");
    }
    DataType first = sampled.schema().apply(columns.get(0)).dataType();
    boolean packed = first instanceof ArrayType || first.equals(SQLDataTypes.VectorType());
    return new DataSettings(
        data.input(),
        data.format(),
        packed ? List.of() : columns,
        packed ? Optional.of(columns.get(0)) : Optional.empty(),
        List.of(),
        data.badRows(),
        data.scale(),
        0,
        data.rows(),
        data.seed());
  }
}
