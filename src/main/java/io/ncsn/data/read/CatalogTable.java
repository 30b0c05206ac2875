package io.ncsn.data.read;

import io.ncsn.config.InputKind;
import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;

/**
 * A table or view of one of the session's catalogues, named as in Spark SQL. A table without a
 * catalogue is named as there too: {@code delta.`/path`}.
 *
 * @param input as it was asked for
 * @param parts the parts of the table's name
 * @param version the version of Delta Lake, or the snapshot of Iceberg; empty for the newest
 */
record CatalogTable(
    SparkSession spark, String input, List<String> parts, Optional<String> version) {
  private static final Pattern VERSIONED = Pattern.compile("(.*)@(\\d+)", Pattern.DOTALL);
  private static final String DETAILS = "# Detailed Table Information";

  /**
   * Finds what {@code table:NAME} or {@code table:NAME@VERSION} names.
   *
   * @throws DataException if that is no name
   */
  static CatalogTable of(SparkSession spark, String input) {
    String name = InputKind.TABLE.rest(input).strip();
    Matcher versioned = VERSIONED.matcher(name);
    boolean hasVersion = versioned.matches();
    String bare = hasVersion ? versioned.group(1) : name;
    try {
      List<String> parts =
          JavaConverters.seqAsJavaList(
              spark.sessionState().sqlParser().parseMultipartIdentifier(bare));
      return new CatalogTable(
          spark,
          input,
          List.copyOf(parts),
          hasVersion ? Optional.of(versioned.group(2)) : Optional.empty());
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      throw new DataException(
          "Cannot read data.input '%s': '%s' is no name of a table; write table:NAME, and put parts of the name that hold more than letters, digits and _ in back quotes"
              .formatted(input, bare),
          e);
    }
  }

  /** The name, quoted. */
  String name() {
    return parts.stream()
        .map(part -> "`" + part.replace("`", "``") + "`")
        .collect(Collectors.joining("."));
  }

  /** The table's rows. */
  Dataset<Row> rows() {
    return asked(() -> lake().map(lake -> lake.rows(version)).orElseGet(this::selected));
  }

  private Dataset<Row> selected() {
    String at = version.map(number -> " VERSION AS OF " + number).orElse("");
    return spark.sql("SELECT * FROM " + name() + at);
  }

  /** The directory that the name stands for, if it is of the kind {@code delta.`/path`}. */
  private Optional<LakeDirectory> lake() {
    return parts.size() == 2 && parts.get(1).contains("/")
        ? LakeFormat.of(parts.get(0)).map(format -> new LakeDirectory(format, parts.get(1), spark))
        : Optional.empty();
  }

  /** The name of its format, such as {@code delta}; {@code view}; empty if no catalogue tells. */
  Optional<String> format() {
    if (lake().isPresent()) {
      return lake().map(lake -> lake.format().source());
    }
    List<Row> facts = asked(() -> spark.sql("DESCRIBE TABLE EXTENDED " + name()).collectAsList());
    List<String> keys = facts.stream().map(row -> row.getString(0)).toList();
    int details = keys.lastIndexOf(DETAILS);
    if (details < 0) {
      return Optional.empty(); // a temporary view
    }
    for (Row fact : facts.subList(details, facts.size())) {
      if (fact.getString(0).equals("Type") && fact.getString(1).equals("VIEW")) {
        return Optional.of("view");
      }
      if (fact.getString(0).equals("Provider")) {
        return Optional.of(fact.getString(1));
      }
    }
    return Optional.empty();
  }

  /** The newest version, where the format counts them. */
  Optional<String> newest() {
    Optional<LakeFormat> format = format().flatMap(LakeFormat::of);
    return asked(
        () ->
            lake().isPresent()
                ? lake().flatMap(LakeDirectory::newest)
                : format.flatMap(known -> LakeDirectory.newest(spark, known, name())));
  }

  private <T> T asked(Supplier<T> question) {
    return SparkErrors.reading(
        input,
        () -> {
          try {
            return question.get();
          } catch (Exception e) { // Scala throws checked exceptions without declaring them
            if (isMissing(e)) {
              throw missing(e);
            }
            throw e;
          }
        });
  }

  private static boolean isMissing(Exception e) {
    return e instanceof AnalysisException analysis
        && String.valueOf(analysis.getErrorClass())
            .matches("(TABLE_OR_VIEW|SCHEMA|CATALOG)_NOT_FOUND.*|REQUIRES_SINGLE_PART_NAMESPACE");
  }

  private DataException missing(Exception e) {
    return new DataException(
        "Cannot find data.input '%s': the session's catalogues have no table or view of that name (the current one is %s); check the name, and that its catalogue is set up, such as by -- --conf spark.sql.catalog.NAME=CLASS"
            .formatted(input, spark.catalog().currentCatalog()),
        e);
  }
}
