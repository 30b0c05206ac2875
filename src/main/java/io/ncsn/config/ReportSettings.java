package io.ncsn.config;

import java.util.OptionalInt;

/**
 * {@code report.*}.
 *
 * @param imageWidth width in pixels, for tables whose rows are images; empty: auto, by the columns'
 *     names, else not images
 */
public record ReportSettings(String title, OptionalInt imageWidth) {
  /** Reads {@code report.*}. */
  public static ReportSettings read(Values values) {
    return new ReportSettings(
        Redaction.hideCredentials(values.read("report.title", Kind.text("a line of text"))),
        values.autoInteger("report.image-width", 1));
  }
}
