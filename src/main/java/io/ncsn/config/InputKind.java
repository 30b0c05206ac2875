package io.ncsn.config;

import io.ncsn.config.DataSettings.Format;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code data.input} names, told by the word that it begins with. */
public enum InputKind {
  /** A file, directory or pattern. */
  FILES(""),
  /** A data set of the program's own, {@code dataset:NAME}. */
  BUILT_IN("dataset:"),
  /** A table or view of a catalogue, {@code table:NAME} or {@code table:NAME@VERSION}. */
  TABLE("table:"),
  /** Rows of a SELECT: {@code query:} and what {@code data.query} is. */
  QUERY("query:");

  /** What a statement that reads rows may begin with, after comments and parentheses. */
  private static final Pattern FIRST_WORD =
      Pattern.compile("(?:\\s|\\(|--[^\\n]*(?:\\n|$)|/\\*(?s:.*?)\\*/)*+([^\\s(;]*)");

  private static final List<String> READING = List.of("select", "with", "from", "values", "table");

  private final String prefix;

  InputKind(String prefix) {
    this.prefix = prefix;
  }

  /** Returns what {@code input} names. */
  public static InputKind of(String input) {
    for (InputKind kind : List.of(BUILT_IN, TABLE, QUERY)) {
      if (input.startsWith(kind.prefix)) {
        return kind;
      }
    }
    return FILES;
  }

  /** Returns whether rows come from Spark's catalogues, not from files that are listed. */
  public boolean isOfCatalogue() {
    return this == TABLE || this == QUERY;
  }

  /** Returns the input that names {@code name} as this kind. */
  public String input(String name) {
    return prefix + name;
  }

  /** Returns what follows the first word. */
  public String rest(String input) {
    return input.substring(prefix.length());
  }

  /** Reads {@code data.input}, or {@code data.query} in its place; empty if neither is set. */
  static String read(Values values) {
    Optional<String> input =
        values.readIfSet(
            "data.input", Kind.place("a path, URI, table:NAME, query:SELECT or dataset:NAME"));
    Optional<String> query =
        values.readIfSet(
            "data.query", Kind.text("a select of Spark SQL, such as \"select * from t\""));
    values.rule(
        List.of("data.query", "data.input"),
        input.isPresent() && query.isPresent(),
        "data.query and data.input are both set: the rows come from one of them; leave one out");
    return input.or(() -> query.map(QUERY::input)).orElse("");
  }

  void check(Values values, String input, Format format) {
    values.rule(
        List.of("data.format", "data.input"),
        this != FILES && format != Format.AUTO,
        "data.format is %s, but data.input %s %s; leave data.format out"
            .formatted(values.rendered("data.format"), input, whyNoFormat()));
    if (this == TABLE) {
      values.rule(
          List.of("data.input"),
          rest(input).isBlank(),
          "data.input is '%s', which names no table; write table:NAME, such as table:catalog.db.people"
              .formatted(input));
    }
    if (this == QUERY) {
      String word = firstWord(rest(input));
      values.rule(
          List.of("data.query", "data.input"),
          READING.stream().noneMatch(word::equalsIgnoreCase),
          "data.query begins with '%s', need a statement that only reads; begin with select or with"
              .formatted(word));
    }
  }

  private String whyNoFormat() {
    return this == BUILT_IN ? "is generated and has no format" : "has a format of its own";
  }

  private static String firstWord(String query) {
    Matcher matcher = FIRST_WORD.matcher(query);
    return matcher.lookingAt() ? matcher.group(1) : "";
  }
}
