package io.ncsn.data.plan;

import io.ncsn.config.CellSettings;
import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import java.io.Serializable;
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
 * @param limits how many different cells make a column what it is
 * @param declared whether the table says of what type its columns are, so that text stays text
 */
public record PlanOptions(
    Map<String, ColumnKind> kinds,
    Nulls nulls,
    Map<String, Nulls> columnNulls,
    PlanLimits limits,
    boolean declared)
    implements Serializable {
  /** A byte has so many values. */
  private static final int FEWEST_OF_PART = 256;

  /** So many values and quantiles of all numbers of a vector are kept. */
  private static final int MOST_OF_VECTOR = 1 << 17;

  /** Everything is found out. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 0.05, 20, 1000, 256);

  public PlanOptions {
    kinds = lower(kinds);
    columnNulls = lower(columnNulls);
  }

  /** Makes options of a text file, in which the types of the columns are to be found out. */
  public PlanOptions(
      Map<String, ColumnKind> kinds,
      Nulls nulls,
      Map<String, Nulls> columnNulls,
      double stateShare,
      int mostLevels,
      int mostGrid,
      int mostCodes) {
    this(
        kinds,
        nulls,
        columnNulls,
        new PlanLimits(stateShare, mostLevels, mostGrid, mostCodes),
        false);
  }

  private static <T> Map<String, T> lower(Map<String, T> named) {
    return named.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }

  /** Returns these options with what {@code cells} says. */
  public PlanOptions with(CellSettings cells) {
    return with(cells.types(), cells.nulls(), cells.columnNulls());
  }

  /** Returns these options with other kinds and nulls. */
  public PlanOptions with(
      Map<String, ColumnKind> types, Nulls others, Map<String, Nulls> ofColumns) {
    return new PlanOptions(types, others, ofColumns, limits, declared);
  }

  /** Returns the options for one of the numbers of a vector, of which long ones have many. */
  PlanOptions ofPart(int length) {
    int most = Math.max(FEWEST_OF_PART, MOST_OF_VECTOR / length);
    return with(limits.ofPlaces(most));
  }

  /** Returns these options for a table that says of what type its columns are. */
  public PlanOptions ofDeclaredTypes() {
    return new PlanOptions(kinds, nulls, columnNulls, limits, true);
  }

  /** Returns these options with other limits. */
  PlanOptions with(PlanLimits other) {
    return new PlanOptions(kinds, nulls, columnNulls, other, declared);
  }

  Optional<ColumnKind> kind(String column) {
    return Optional.ofNullable(kinds.get(column.toLowerCase(Locale.ROOT)));
  }

  Nulls nulls(String column) {
    return columnNulls.getOrDefault(column.toLowerCase(Locale.ROOT), nulls);
  }
}
