package io.ncsn.data.plan;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a user may say about columns. Names are compared without regard to case.
 *
 * @param kinds columns whose kind is not to be found out
 * @param unknownNulls columns whose nulls stand for values that are not known
 * @param stateShare the share of rows from which a single number is a state of its own
 * @param mostLevels greatest number of different numbers that are taken as levels
 * @param mostGrid greatest number of different numbers of which each keeps its own place
 * @param mostCodes greatest number of levels with a code of their own
 */
public record PlanOptions(
    Map<String, ColumnKind> kinds,
    Set<String> unknownNulls,
    double stateShare,
    int mostLevels,
    int mostGrid,
    int mostCodes) {
  /** Everything is found out. */
  public static final PlanOptions DEFAULT =
      new PlanOptions(Map.of(), Set.of(), 0.05, 20, 1000, 256);

  public PlanOptions {
    Map<String, ColumnKind> lower = new LinkedHashMap<>();
    kinds.forEach((name, kind) -> lower.put(name.toLowerCase(Locale.ROOT), kind));
    kinds = Map.copyOf(lower);
    unknownNulls =
        unknownNulls.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns these options with other kinds. */
  public PlanOptions withKinds(Map<String, ColumnKind> others) {
    return new PlanOptions(others, unknownNulls, stateShare, mostLevels, mostGrid, mostCodes);
  }

  /** Returns these options with other columns whose nulls are unknown. */
  public PlanOptions withUnknownNulls(Set<String> others) {
    return new PlanOptions(kinds, others, stateShare, mostLevels, mostGrid, mostCodes);
  }

  Optional<ColumnKind> kind(String column) {
    return Optional.ofNullable(kinds.get(column.toLowerCase(Locale.ROOT)));
  }

  boolean areNullsUnknown(String column) {
    return unknownNulls.contains(column.toLowerCase(Locale.ROOT));
  }
}
