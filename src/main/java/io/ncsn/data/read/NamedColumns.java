package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.Nearest;
import io.ncsn.data.codec.DataException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/**
 * A table's columns by their names, in which case does not count. Columns that say what rows are
 * for are not among them.
 */
public final class NamedColumns {
  /** The name that pandas gives an index without one. */
  private static final Pattern INDEX = Pattern.compile("__index_level_\\d+__");

  /** A message names no more columns. */
  private static final int MOST_WORDS = 10;

  private final SourceTable source;
  private final Map<String, StructField> fields = new LinkedHashMap<>();

  private NamedColumns(SourceTable source) {
    this.source = source;
    for (StructField field : source.table().schema().fields()) {
      if (!source.isFault(field.name()) && !source.holdout().equals(Optional.of(field.name()))) {
        fields.put(key(field.name()), field);
      }
    }
  }

  /** Returns the columns of a table. */
  public static NamedColumns of(SourceTable source) {
    return new NamedColumns(source);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the columns in the table's order. */
  List<StructField> all() {
    return List.copyOf(fields.values());
  }

  /** Returns the column of a name, if there is one. */
  Optional<StructField> find(String name) {
    return Optional.ofNullable(fields.get(key(name)));
  }

  /**
   * Returns the column of a name.
   *
   * @param setting where it is named
   * @throws DataException if there is none
   */
  public StructField field(String setting, String name) {
    return find(name).orElseThrow(() -> missing(setting, name));
  }

  private DataException missing(String setting, String name) {
    String nearest =
        Nearest.of(name, fields.values().stream().map(StructField::name).toList())
            .map(other -> "; did you mean '" + other + "'?")
            .orElse("");
    return new DataException(
        "Cannot find column '" + name + "' of " + setting + ": found " + words(all()) + nearest);
  }

  /** Requires that columns that {@code data.exclude} names exist, if only as unreadable ones. */
  void requireExcluded(Collection<String> names) {
    names.stream()
        .filter(name -> !source.notes().leftOut().containsKey(key(name)))
        .forEach(name -> field("data.exclude", name));
  }

  /** Requires that all columns that the settings of a mixed table speak of exist. */
  void requireSpokenOf(Collection<String> excluded, DataSettings settings) {
    requireExcluded(excluded);
    settings.cells().types().keySet().forEach(name -> field("data.types", name));
    settings.cells().columnNulls().keySet().forEach(name -> field("data.nulls", name));
    requireDistinct(settings.columns());
  }

  static void requireDistinct(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String name : columns) {
      if (!seen.add(key(name))) {
        throw new DataException(
            "Cannot use data.columns: found '"
                + name
                + "' twice, need each column once; remove one");
      }
    }
  }

  /**
   * Returns the columns beside some, and those that cannot be read, in words. Empty if there are
   * none.
   */
  public String beside(List<StructField> used) {
    List<String> names = used.stream().map(StructField::name).toList();
    Stream<String> others =
        fields.values().stream()
            .map(StructField::name)
            .filter(name -> !names.contains(name))
            .map("'%s'"::formatted);
    return limited(Stream.concat(others, source.notes().leftOut().values().stream()).toList());
  }

  /** Returns whether the column is the index that pandas adds to its tables. */
  static boolean isIndex(StructField field) {
    return INDEX.matcher(field.name()).matches();
  }

  /** Names columns, the first of many. */
  static String words(List<StructField> fields) {
    return limited(fields.stream().map(field -> "'" + field.name() + "'").toList());
  }

  private static String limited(List<String> names) {
    return String.join(", ", names.stream().limit(MOST_WORDS).toList())
        + (names.size() > MOST_WORDS ? ", … (" + names.size() + " columns)" : "");
  }
}
