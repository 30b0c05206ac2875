package io.ncsn.data.plan;

import io.ncsn.config.CellSettings;
import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a user may say about the cells of columns. In names, case does not count.
 *
 * @param kinds columns whose kind is not to be found out
 * @param nulls what nulls are
 * @param columnNulls what nulls are in single columns
 */
public record CellOptions(
    Map<String, ColumnKind> kinds, Nulls nulls, Map<String, Nulls> columnNulls)
    implements Serializable {
  public CellOptions {
    kinds = lower(kinds);
    columnNulls = lower(columnNulls);
  }

  /** Returns what the settings say. */
  public static CellOptions of(CellSettings cells) {
    return new CellOptions(cells.types(), cells.nulls(), cells.columnNulls());
  }

  private static <T> Map<String, T> lower(Map<String, T> named) {
    return named.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(e -> lower(e.getKey()), Map.Entry::getValue));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns these options with a column of labels, which is a category and never null. */
  public CellOptions withLabel(String label) {
    Map<String, ColumnKind> otherKinds = new HashMap<>(kinds);
    otherKinds.put(lower(label), ColumnKind.CATEGORY);
    Map<String, Nulls> otherNulls = new HashMap<>(columnNulls);
    otherNulls.put(lower(label), Nulls.BAD);
    return new CellOptions(otherKinds, nulls, otherNulls);
  }

  Optional<ColumnKind> kind(String column) {
    return Optional.ofNullable(kinds.get(lower(column)));
  }

  Nulls nulls(String column) {
    return columnNulls.getOrDefault(lower(column), nulls);
  }
}
