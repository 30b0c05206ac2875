package io.ncsn.config;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Places with {@code {date}} in them, for jobs that a scheduler starts each night. */
public final class DatedPlace {
  private static final String DATE = "{date}";
  private static final Pattern NAME = Pattern.compile("\\{[^{}]*}");

  private DatedPlace() {}

  /** Adds a problem if {@code place}, the value of {@code key}, has another name in braces. */
  public static void check(Values values, String key, String place) {
    Optional<String> unknown =
        NAME.matcher(place)
            .results()
            .map(MatchResult::group)
            .filter(name -> !name.equals(DATE))
            .findFirst();
    values.rule(
        List.of(key),
        unknown.isPresent(),
        "Cannot set %s to '%s': found %s; only {date} is replaced, by the UTC date of --as-of: write that, or leave the braces out"
            .formatted(key, Redaction.hideCredentials(place), unknown.orElse("")));
  }

  /** Returns whether a place has a date to fill in. */
  public static boolean isDated(String place) {
    return place.contains(DATE);
  }

  /** Returns the place of a date, which is written in ISO form. */
  public static String at(String place, LocalDate date) {
    return place.replace(DATE, date.toString());
  }
}
