package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Makes columns of the fields of struct columns, where they are named, as in address.city. */
final class StructFields {
  private StructFields() {}

  /**
   * Returns the table with one more column for each name that is a path to a struct's field. The
   * columns have the fields' types, and the paths for names.
   *
   * @param names in which case does not count; those that are no paths change nothing
   * @param last number of columns that stay at the end
   */
  static Dataset<Row> opened(Dataset<Row> table, Collection<String> names, int last) {
    Map<String, Column> found = new LinkedHashMap<>();
    for (String name : names) {
      if (name.contains(".") && !isColumn(table, name)) {
        find(table.schema(), null, "", name)
            .ifPresent(path -> found.put(path.name(), path.cells()));
      }
    }
    if (found.isEmpty()) {
      return table;
    }
    List<Column> columns =
        new ArrayList<>(
            Stream.of(table.columns()).map(column -> col(Features.quoted(column))).toList());
    int at = columns.size() - last;
    for (Map.Entry<String, Column> field : found.entrySet()) {
      columns.add(at++, field.getValue().as(field.getKey()));
    }
    return table.select(columns.toArray(Column[]::new));
  }

  /** Returns whether a name is a path to a field of the struct column {@code column}. */
  static boolean isWithin(String column, String name) {
    return key(name).startsWith(key(column) + ".");
  }

  private static boolean isColumn(Dataset<Row> table, String name) {
    return Stream.of(table.columns()).anyMatch(name::equalsIgnoreCase);
  }

  private record Path(String name, Column cells) {}

  private static Optional<Path> find(StructType fields, Column parent, String before, String name) {
    for (StructField field : fields.fields()) {
      Column cells =
          parent == null ? col(Features.quoted(field.name())) : parent.getField(field.name());
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(new Path(before + field.name(), cells));
      }
      if (field.dataType() instanceof StructType inner && isWithin(field.name(), name)) {
        String rest = name.substring(field.name().length() + 1);
        Optional<Path> found = find(inner, cells, before + field.name() + ".", rest);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
