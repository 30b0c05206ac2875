package io.ncsn.config;

import java.util.Optional;

/**
 * The tables of catalogues that rows are put into besides the output: {@code table.*}, and {@code
 * table} of each section that writes rows.
 *
 * @param sample the table of samples; empty: none
 * @param likelihood the table of log-densities; empty: none
 * @param score the table of scores; empty: none
 * @param impute the table of completed rows; empty: none
 * @param mode what becomes of rows that are there
 * @param format the format of a table that is made; empty: the catalogue's own
 */
public record TableSettings(
    Optional<String> sample,
    Optional<String> likelihood,
    Optional<String> score,
    Optional<String> impute,
    TableMode mode,
    Optional<String> format) {
  /** The setting of the mode. */
  public static final String MODE = "table.mode";

  /** Reads the settings. */
  public static TableSettings read(Values values) {
    return new TableSettings(
        name(values, "sample"),
        name(values, "likelihood"),
        name(values, "score"),
        name(values, "impute"),
        values.read(MODE, Kind.choice(TableMode.class)),
        values.read("table.format", Kind.text("a format of Spark's, such as delta").orNone()));
  }

  private static Optional<String> name(Values values, String section) {
    return values.read(
        section + ".table", Kind.text("a table's name, such as catalog.db.people").orNone());
  }
}
