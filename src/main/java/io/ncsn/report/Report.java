package io.ncsn.report;

/** The report of a run: one HTML file that needs no network. */
public final class Report {
  private Report() {}

  /** The report as HTML; write it as UTF-8. */
  public static String render(ReportInputs inputs) {
    ChartSheet sheet = new ChartSheet();
    return Html.render("report", ReportModel.of(inputs, sheet), sheet);
  }
}
