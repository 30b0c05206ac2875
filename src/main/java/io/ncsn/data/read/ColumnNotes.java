package io.ncsn.data.read;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the files say about columns beyond their names and types. Names are in lower case.
 *
 * @param leftOut the columns that cannot be read, and why, in words that name them
 * @param empty the columns that hold nothing but null
 * @param unsigned the columns of unsigned integers
 */
public record ColumnNotes(Map<String, String> leftOut, Set<String> empty, Set<String> unsigned) {
  static final ColumnNotes NONE = new ColumnNotes(Map.of(), Set.of(), Set.of());

  boolean isEmpty(String column) {
    return empty.contains(column.toLowerCase(Locale.ROOT));
  }

  boolean isUnsigned(String column) {
    return unsigned.contains(column.toLowerCase(Locale.ROOT));
  }
}
