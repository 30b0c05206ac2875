package io.ncsn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the table of packages in {@code docs/architecture.md}: who may import whom. */
final class PackageTable {
  private static final Path DOC = Path.of("docs", "architecture.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|.*\\| ([^|]+) \\|$");
  private static final String PART_OF = "the interface of inner products in ";
  private static final String ALL_ABOVE = "all above";

  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private PackageTable() {}

  /** Returns each package, in the order of the table, and the packages of ours it may import. */
  static Map<String, List<String>> read() {
    try {
      return of(Files.readString(DOC));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #read}, of a given text. */
  static Map<String, List<String>> of(String text) {
    PackageTable table = new PackageTable();
    List<MatchResult> found = ROW.matcher(text).results().toList();
    List<String> all = found.stream().map(row -> row.group(1)).toList();
    for (MatchResult row : found) {
      String cell = row.group(2);
      table.rows.put(row.group(1), cell.equals("all") ? all : table.imports(row.group(1), cell));
    }
    return table.rows;
  }

  private List<String> imports(String name, String cell) {
    if (cell.equals("–")) {
      return List.of();
    }
    if (!cell.startsWith(ALL_ABOVE)) {
      return above(name, cell);
    }
    List<String> imports = new ArrayList<>(rows.keySet());
    String exceptions = cell.substring(ALL_ABOVE.length()).replaceFirst("^ but ", "");
    if (!exceptions.isEmpty()) {
      imports.removeAll(above(name, exceptions));
    }
    return imports;
  }

  /** Imports go one way: a package may name only those above it. */
  private List<String> above(String name, String list) {
    List<String> imports = List.of(list.replace(PART_OF, "").replace(" and ", ", ").split(", "));
    for (String other : imports) {
      if (rows.keySet().stream().noneMatch(row -> (row + ".").startsWith(other + "."))) {
        throw new AssertionError(
            "%s: the row of %s names '%s', which is no package above it"
                .formatted(DOC, name, other));
      }
    }
    return imports;
  }
}
