package io.ncsn.data.plan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a user may say about columns. In names, case does not count.
 *
 * @param kinds columns whose kind is not to be found out
 * @param nulls what nulls are
 * @param columnNulls what nulls are in single columns
 * @param stateShare the share of rows from which a single number is a state of its own
 * @param mostLevels greatest number of different numbers that are taken as levels
 * @param mostGrid greatest number of different numbers of which each keeps its own place
 * @param mostCodes greatest number of levels with a code of their own
 */
public record PlanOptions(
    Map<String, ColumnKind> kinds,
    Nulls nulls,
    Map<String, Nulls> columnNulls,
    double stateShare,
    int mostLevels,
    int mostGrid,
    int mostCodes) {
  /** Everything is found out. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 0.05, 20, 1000, 256);

  /** What null stands for. */
  public enum Nulls {
    /** Null is a value like others. */
    MODEL,
    /** A row with null is a bad row. */
    BAD,
    /** Null stands for a value that is not known. */
    UNKNOWN
  }

  public PlanOptions {
    kinds = lower(kinds);
    columnNulls = lower(columnNulls);
  }

  private static <T> Map<String, T> lower(Map<String, T> named) {
    return named.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** Returns these options with other kinds. */
  public PlanOptions withKinds(Map<String, ColumnKind> others) {
    return new PlanOptions(others, nulls, columnNulls, stateShare, mostLevels, mostGrid, mostCodes);
  }

  /** Returns these options with other rules for nulls. */
  public PlanOptions withNulls(Nulls other, Map<String, Nulls> single) {
    return new PlanOptions(kinds, other, single, stateShare, mostLevels, mostGrid, mostCodes);
  }

  Optional<ColumnKind> kind(String column) {
    return Optional.ofNullable(kinds.get(column.toLowerCase(Locale.ROOT)));
  }

  Nulls nulls(String column) {
    return columnNulls.getOrDefault(column.toLowerCase(Locale.ROOT), nulls);
  }
}
