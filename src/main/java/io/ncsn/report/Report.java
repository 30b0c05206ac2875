package io.ncsn.report;

/** The report of a run: one HTML file that needs no network. */
public final class Report {
  private Report() {}

  /** The report as HTML; write it as UTF-8. */
  public static String render(ReportInputs inputs) {
    return "<!DOCTYPE html><title>" + inputs.title().replace("<", "&lt;") + "</title>";
  }
}
