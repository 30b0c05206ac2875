package io.ncsn.report;

import io.ncsn.evaluate.StudyResult;
import io.ncsn.report.ReportInputs.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report of a comparison: one HTML file that needs no network. */
public final class ComparisonReport {
  private ComparisonReport() {}

  /**
   * The report as HTML; write it as UTF-8.
   *
   * @param settings the base that the studies vary
   * @param provenance facts to show, in their order
   */
  public static String render(
      String title,
      List<StudyResult> studies,
      List<Setting> settings,
      Map<String, String> provenance) {
    ChartSheet sheet = new ChartSheet();
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", title);
    model.put("studies", studies.stream().map(study -> StudyModel.of(study, sheet)).toList());
    model.put("settings", ReportModel.settings(settings));
    model.put("provenance", ReportModel.pairs(provenance));
    return Html.render("comparison", model, sheet);
  }
}
