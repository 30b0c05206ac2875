package io.ncsn.report;

import io.ncsn.evaluate.GateResult;
import io.ncsn.evaluate.mixed.ColumnDrift;
import io.ncsn.evaluate.mixed.DensityDrift;
import io.ncsn.evaluate.mixed.Drift;
import io.ncsn.report.ReportInputs.Setting;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of a drift: one HTML file that needs no network. */
public final class DriftReport {
  private DriftReport() {}

  /**
   * Returns the report as HTML, to be written as UTF-8.
   *
   * @param kinds {@code date} or {@code timestamp} of columns that are one, by their names
   * @param gates the quality gates, met or not
   * @param provenance facts to show, in their order
   */
  public static String render(
      Drift drift,
      Map<String, String> kinds,
      List<GateResult> gates,
      List<Setting> settings,
      Map<String, String> provenance) {
    ChartSheet sheet = new ChartSheet();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", "Drift");
    model.put("before", Numbers.count(drift.rowsBefore()));
    model.put("now", Numbers.count(drift.rowsNow()));
    ReportModel.gates(gates, model);
    model.put("figures", drift.metrics().stream().map(ReportModel::metric).toList());
    model.put("density", density(drift.density()));
    new ColumnModels(kinds, MixedCharts.Tables.DRIFT, sheet)
        .add(drift.views(), drift.columns().stream().map(ColumnDrift::shape).toList(), model);
    model.put(
        "moved",
        drift.columns().stream()
            .sorted(Comparator.comparingDouble(ColumnDrift::distance).reversed())
            .map(DriftReport::row)
            .toList());
    model.put("settings", ReportModel.settings(settings));
    model.put("provenance", ReportModel.pairs(provenance));
    return Html.render("drift", model, sheet);
  }

  private static Map<String, String> density(DensityDrift density) {
    return Map.of(
        "before", Numbers.shortText(density.before()),
        "now", Numbers.shortText(density.now()),
        "noneBefore", ColumnModels.percent(density.noneBefore()),
        "noneNow", ColumnModels.percent(density.noneNow()),
        "distance", Numbers.shortText(density.distance()),
        "pValue", Numbers.shortText(density.pValue()),
        "rowsBefore", Numbers.count(density.rowsBefore()),
        "rowsNow", Numbers.count(density.rowsNow()));
  }

  private static Map<String, String> row(ColumnDrift column) {
    return Map.of(
        "name", column.column().name(),
        "distance", Numbers.shortText(column.distance()),
        "pValue", Numbers.shortText(column.pValue()),
        "nullsBefore", ColumnModels.percent(column.nullsBefore()),
        "nullsNow", ColumnModels.percent(column.nullsNow()));
  }
}
