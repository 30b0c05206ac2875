package io.ncsn.catalog;

import io.ncsn.config.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import scala.collection.JavaConverters;

/**
 * A table's place in the session's catalogues.
 *
 * @param asked the setting and its value, for messages
 * @param catalog the catalogue
 * @param identifier the table's name within it
 */
record TableName(String asked, TableCatalog catalog, Identifier identifier) {
  private static final String SESSION = "spark_catalog";

  /**
   * Finds the catalogue that a name belongs to.
   *
   * @param setting the setting that names the table
   * @throws ConfigException if the name is none, or if there is no such catalogue or namespace
   */
  static TableName of(SparkSession spark, String setting, String name) {
    String asked = "%s '%s'".formatted(setting, name);
    List<String> parts = parts(spark, asked, name);
    CatalogManager catalogs = spark.sessionState().catalogManager();
    String first = parts.get(0);
    boolean named =
        parts.size() > 1 && loading(asked, first, () -> catalogs.isCatalogRegistered(first));
    List<String> rest = named ? parts.subList(1, parts.size()) : parts;
    TableCatalog catalog =
        tables(
            asked,
            loading(
                asked,
                named ? first : SESSION,
                () -> named ? catalogs.catalog(first) : catalogs.currentCatalog()));
    String[] namespace =
        rest.size() == 1 && !named
            ? catalogs.currentNamespace()
            : rest.subList(0, rest.size() - 1).toArray(String[]::new);
    TableName found =
        new TableName(asked, catalog, Identifier.of(namespace, rest.get(rest.size() - 1)));
    found.requireNamespace(catalogs);
    return found;
  }

  private static List<String> parts(SparkSession spark, String asked, String name) {
    try {
      return JavaConverters.seqAsJavaList(
          spark.sessionState().sqlParser().parseMultipartIdentifier(name));
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new ConfigException(
          "Cannot write to %s: that is no name of a table; write catalog.db.people, and put parts of the name that hold more than letters, digits and _ in back quotes"
              .formatted(asked),
          e);
    }
  }

  private static TableCatalog tables(String asked, CatalogPlugin catalog) {
    if (catalog instanceof TableCatalog tables) {
      return tables;
    }
    throw new ConfigException(
        "Cannot write to %s: its catalogue %s has no tables; name a table of another"
            .formatted(asked, catalog.name()));
  }

  /** Spark loads a catalogue when it is first asked for. */
  private static <T> T loading(String asked, String catalog, Supplier<T> question) {
    try {
      return question.get();
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new ConfigException(
          "Cannot write to %s: Spark cannot load its catalogue (%s); mend the settings spark.sql.catalog.%s, and add its jar by -- --packages"
              .formatted(asked, String.valueOf(e.getMessage()).replaceFirst("\\.$", ""), catalog),
          e);
    }
  }

  private void requireNamespace(CatalogManager catalogs) {
    String[] namespace = identifier.namespace();
    if (isOfSession() && namespace.length != 1) {
      throw new ConfigException(
          "Cannot write to %s: the session has no catalogue '%s' (it has %s); check the name, and that its catalogue is set up, such as by -- --conf spark.sql.catalog.NAME=CLASS"
              .formatted(
                  asked,
                  namespace.length == 0 ? SESSION : namespace[0],
                  String.join(
                      ", ",
                      JavaConverters.seqAsJavaList(catalogs.listCatalogs(scala.Option.empty())))));
    }
    if (catalog instanceof SupportsNamespaces spaces
        && namespace.length > 0
        && !spaces.namespaceExists(namespace)) {
      throw new ConfigException(
          "Cannot write to %s: catalogue %s has no database '%s'; make it by CREATE DATABASE, or name a table of another"
              .formatted(asked, catalog.name(), String.join(".", namespace)));
    }
  }

  /** Whether the table is in Spark's own catalogue. */
  boolean isOfSession() {
    return catalog.name().equals(SESSION);
  }

  /** The table as it is now; empty if there is none. */
  Optional<Table> load() {
    try {
      catalog.invalidateTable(identifier);
      return Optional.of(catalog.loadTable(identifier));
    } catch (NoSuchTableException none) {
      return Optional.empty();
    }
  }

  /** The whole name, quoted for SQL. */
  String quoted() {
    List<String> parts = new ArrayList<>(List.of(catalog.name()));
    parts.addAll(List.of(identifier.namespace()));
    parts.add(identifier.name());
    return parts.stream()
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }
}
