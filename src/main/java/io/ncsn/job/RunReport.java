package io.ncsn.job;

import io.ncsn.config.Choice;
import io.ncsn.config.DataSettings;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.evaluate.mixed.Drift;
import io.ncsn.output.RunRecord;
import io.ncsn.output.Versions;
import io.ncsn.report.DriftReport;
import io.ncsn.report.Report;
import io.ncsn.report.ReportInputs;
import io.ncsn.report.ReportInputs.PlannedColumn;
import io.ncsn.report.ReportInputs.Setting;
import io.ncsn.settings.EffectiveSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders {@code report.html} of a run. */
public final class RunReport {
  private RunReport() {}

  /**
   * Returns the report of a model and its samples, as HTML.
   *
   * @param record what the run has found so far
   * @param plan the training, with what it warns of
   * @param history history of the training
   * @param gates the gates of {@code require}, held against the metrics
   */
  public static String of(
      RunRecord record,
      TrainingPlan plan,
      MetricsHistory history,
      ModelEvaluation.Measured measured,
      QualityGates gates) {
    return Report.render(
        new ReportInputs(
            record.settings().settings().report().title(),
            settings(record.settings()),
            provenance(record, measured.table()),
            history.training(),
            history.validation(),
            measured.result(),
            badRows(record.settings().settings().data(), measured.table()),
            measured.images(),
            measured.plane(),
            Stream.concat(plan.warnings().stream(), measured.warnings().stream()).toList(),
            plan(measured.table()),
            gates.results()));
  }

  /** Returns the report of samples that were measured without their model, as HTML. */
  static String of(SampleEvaluation.Measured measured) {
    return Report.render(
        new ReportInputs(
            measured.settings().settings().report().title(),
            settings(measured.settings()),
            Versions.all(),
            List.of(),
            Optional.empty(),
            Optional.of(measured.result()),
            badRows(measured.settings().settings().data(), measured.reference()),
            Optional.empty(),
            Optional.empty(),
            measured.warnings(),
            plan(measured.reference()),
            measured.gates().results()));
  }

  /**
   * Returns the report of a drift, as HTML.
   *
   * @param record what the run has found so far
   */
  public static String of(Drift drift, TrainedModel model, QualityGates gates, RunRecord record) {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (ColumnCodec column : model.description().codec().columns()) {
      if (column.line().type().equals("date")) {
        kinds.put(column.name(), "date");
      } else if (column.line().type().startsWith("timestamp")) {
        kinds.put(column.name(), "timestamp");
      }
    }
    Map<String, String> provenance = new LinkedHashMap<>();
    List.of("model", "reference")
        .forEach(key -> provenance.put(key, record.facts().get(key).toString()));
    provenance.putAll(Versions.all());
    return DriftReport.render(
        drift, kinds, gates.results(), settings(record.settings()), provenance);
  }

  /** Returns every setting with its origin, as the reports show them. */
  public static List<Setting> settings(EffectiveSettings settings) {
    return settings.values().stream()
        .map(value -> new Setting(value.key(), value.value(), value.origin()))
        .toList();
  }

  private static List<PlannedColumn> plan(PreparedTable table) {
    return table.plan().map(TablePlan::columns).orElse(List.of()).stream()
        .map(
            column ->
                new PlannedColumn(
                    column.name(),
                    column.found(),
                    column.kind().label(),
                    column.why(),
                    column.values(),
                    column.nulls() == 0 ? "–" : String.format(Locale.ROOT, "%,d", column.nulls()),
                    column.inflated().isEmpty() ? "–" : String.join(", ", column.inflated()),
                    Integer.toString(column.channels())))
        .toList();
  }

  private static Map<String, String> provenance(RunRecord record, PreparedTable table) {
    Map<String, String> facts = new LinkedHashMap<>();
    record.facts().forEach((key, value) -> facts.put(key, String.valueOf(value)));
    facts.keySet().removeIf(key -> key.startsWith("evaluate."));
    facts.put("data.fingerprint", table.fingerprint());
    facts.putAll(Versions.all());
    return facts;
  }

  private static ReportInputs.BadRows badRows(DataSettings data, PreparedTable table) {
    Map<String, Long> counts =
        table.badRows().counts().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().label(), Map.Entry::getValue));
    return new ReportInputs.BadRows(
        Choice.name(data.badRows()),
        table.rows() + table.holdoutRows() + table.badRows().total(),
        counts,
        table.badRows().examples());
  }
}
