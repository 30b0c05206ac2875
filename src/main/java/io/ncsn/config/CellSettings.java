package io.ncsn.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the user says about the cells of columns, instead of having it found out. In names of
 * columns, case does not count.
 *
 * @param types kinds by column
 * @param nulls what nulls are in all columns but those of {@code columnNulls}
 * @param columnNulls what nulls are, by column
 * @param nullValues texts that stand for null in text columns
 * @param timestampFormat how text columns write dates or timestamps that are not in ISO form
 * @param rules whether samples obey what all rows of the table obey
 */
public record CellSettings(
    Map<String, ColumnKind> types,
    Nulls nulls,
    Map<String, Nulls> columnNulls,
    List<String> nullValues,
    Optional<String> timestampFormat,
    Rules rules) {
  /** Everything is found out, and nulls are data. */
  public static final CellSettings DEFAULT =
      new CellSettings(Map.of(), Nulls.MODEL, Map.of(), List.of(), Optional.empty(), Rules.FOUND);

  private static final String TYPES = "data.types";
  private static final String NULLS = "data.nulls";
  private static final String FORMAT = "data.timestamp-format";
  private static final String RULES = "data.rules";

  /** Settings that only models of all kinds of columns use. */
  static final List<String> OF_MIXED_TABLES = List.of(TYPES, NULLS, FORMAT, RULES);

  /** The name that stands for all columns without a rule of their own. */
  private static final String OTHERS = "*";

  /** What null stands for. */
  public enum Nulls {
    /** Null is a value like others. */
    MODEL,
    /** A row with null is a bad row. */
    BAD,
    /** Null stands for a value that is not known. */
    UNKNOWN
  }

  /** What is done with columns that decide others, or are sums of others, in all rows. */
  public enum Rules {
    /** Samples obey these rules, too. */
    FOUND,
    /** Rules are not looked for. */
    NONE
  }

  static CellSettings read(Values values) {
    Map<String, ColumnKind> types = values.table(TYPES, Kind.choice(ColumnKind.class));
    Map<String, Nulls> nulls =
        new TreeMap<>(values.tableOrOne(NULLS, Kind.choice(Nulls.class), OTHERS));
    Nulls others = nulls.getOrDefault(OTHERS, Nulls.MODEL);
    nulls.remove(OTHERS);
    return new CellSettings(
        types,
        others,
        nulls,
        values.read(
            "data.null-values",
            Kind.list("a list of texts, such as [NA, \"?\"]", Kind.text("text"))),
        values.read(FORMAT, TimePattern.KIND.orAuto()),
        values.read(RULES, Kind.choice(Rules.class)));
  }

  /** Returns these settings for cells of text that are written in another way. */
  CellSettings withText(List<String> texts, Optional<String> format) {
    return new CellSettings(types, nulls, columnNulls, texts, format, rules);
  }

  /** Returns whether empty cells of some columns mean "unknown". */
  public boolean hasUnknownNulls() {
    return nulls == Nulls.UNKNOWN || columnNulls.containsValue(Nulls.UNKNOWN);
  }

  /** Returns whether something is said that only models of all kinds of columns use. */
  public boolean isOfMixedTables() {
    return !types.isEmpty()
        || nulls != Nulls.MODEL
        || !columnNulls.isEmpty()
        || timestampFormat.isPresent()
        || rules != Rules.FOUND;
  }
}
