package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.InputKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * An input as it stands now: of a table whose format counts versions, the newest one, whatever is
 * written to the table meanwhile.
 *
 * @param input names the table with its version
 * @param facts what {@code run.json} says of it
 * @param isFixed whether the same name gives the same rows from now on
 */
public record PinnedInput(String input, Map<String, Object> facts, boolean isFixed) {
  /** The fact that tells the version, where the format counts versions. */
  public static final String VERSION = "data.table-version";

  /**
   * Looks at the table that {@code data.input} names, if it is a catalogue's, or a directory of
   * Delta Lake or Iceberg.
   *
   * @throws io.ncsn.data.codec.DataException if there is no such table, or it cannot be read
   */
  public static PinnedInput of(SparkSession spark, DataSettings settings) {
    String input = settings.input();
    return switch (InputKind.of(input)) {
      case BUILT_IN -> new PinnedInput(input, Map.of(), true);
      case QUERY ->
          new PinnedInput(input, Map.of("data.query", InputKind.QUERY.rest(input)), false);
      case TABLE -> of(CatalogTable.of(spark, input));
      case FILES ->
          LakeDirectory.asTable(spark, input)
              .map(table -> of(CatalogTable.of(spark, table)))
              .orElseGet(() -> new PinnedInput(input, Map.of(), true));
    };
  }

  private static PinnedInput of(CatalogTable table) {
    Optional<String> version = table.version().or(table::newest);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data.table", table.name());
    table.format().ifPresent(format -> facts.put("data.table-format", format));
    version.ifPresent(number -> facts.put(VERSION, number));
    String pinned =
        table.version().isPresent() || version.isEmpty()
            ? table.input()
            : table.input() + "@" + version.get();
    return new PinnedInput(pinned, facts, version.isPresent());
  }

  /** The settings, with this input. */
  public DataSettings in(DataSettings settings) {
    return settings.withInput(input);
  }
}
