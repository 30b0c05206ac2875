package io.ncsn.catalog;

import io.ncsn.config.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table that exists, and how rows are put into them: by name, whatever their case,
 * in types that hold each value as it is.
 *
 * @param asked the setting and its value, for messages
 * @param columns the table's
 */
record TableColumns(String asked, StructType columns) {

  /**
   * Checks that rows fit.
   *
   * @throws ConfigException with everything that does not
   */
  void require(StructType rows) {
    List<String> problems = new ArrayList<>();
    for (StructField cell : rows.fields()) {
      Optional<StructField> place = find(columns, cell.name());
      if (place.isEmpty()) {
        problems.add("it lacks the column '%s' (%s)".formatted(cell.name(), type(cell)));
      } else if (!Cast.canUpCast(cell.dataType(), place.get().dataType())) {
        problems.add(
            "its column '%s' is %s, which does not hold every %s"
                .formatted(place.get().name(), type(place.get()), type(cell)));
      } else if (cell.nullable() && !place.get().nullable()) {
        problems.add(
            "its column '%s' is NOT NULL, and the rows may have empty cells there"
                .formatted(place.get().name()));
      }
    }
    for (StructField place : columns.fields()) {
      if (!place.nullable() && find(rows, place.name()).isEmpty()) {
        problems.add(
            "its column '%s' is NOT NULL, and the rows have no such column"
                .formatted(place.name()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(
          "Cannot write to %s: %s; alter the table, or name another"
              .formatted(asked, String.join("; ", problems)));
    }
  }

  /** The rows in the table's columns; columns that they lack are empty. */
  Dataset<Row> fit(Dataset<Row> rows) {
    Column[] cells =
        Arrays.stream(columns.fields())
            .map(
                place ->
                    find(rows.schema(), place.name())
                        .map(cell -> rows.col(quoted(cell.name())))
                        .orElse(functions.lit(null))
                        .cast(place.dataType())
                        .as(place.name()))
            .toArray(Column[]::new);
    return rows.select(cells);
  }

  private static Optional<StructField> find(StructType among, String name) {
    return Arrays.stream(among.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String type(StructField field) {
    return field.dataType().simpleString();
  }
}
