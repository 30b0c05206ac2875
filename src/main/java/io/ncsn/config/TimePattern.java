package io.ncsn.config;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Patterns of dates and timestamps, such as {@code dd/MM/yyyy HH:mm}, in Java's letters. */
public final class TimePattern {
  static final Kind<String> KIND =
      new Kind<>(
          "a pattern of Java's DateTimeFormatter, such as dd/MM/yyyy or \"MM/dd/yyyy HH:mm:ss\"",
          value -> Kind.text("").parse().apply(value).filter(TimePattern::isPattern));

  private TimePattern() {}

  private static boolean isPattern(String pattern) {
    try {
      DateTimeFormatter unused = formatter(pattern);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns what reads texts of the pattern. Days that no month has do not pass. */
  public static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
