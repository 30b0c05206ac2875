package io.ncsn.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The kind of a setting: its description for messages, and its parser.
 *
 * @param need such as {@code "a whole number of at least 1"}
 * @param parse empty when the value is not of this kind
 */
public record Kind<T>(String need, Function<ConfigValue, Optional<T>> parse) {

  /**
   * One line of text that is not blank; numbers and booleans count as the text they were written
   * as.
   */
  public static Kind<String> text(String need) {
    return new Kind<>(need, value -> scalar(value).filter(text -> !text.isBlank()));
  }

  /** Text that is a path or URI; {@code ~} is the home directory. */
  public static Kind<String> place(String need) {
    Kind<String> text = text(need);
    return new Kind<>(need, value -> text.parse().apply(value).map(Places::expand));
  }

  public static Kind<Double> number(Bounds bounds) {
    return new Kind<>(
        bounds.words(),
        value -> decimal(value).map(BigDecimal::doubleValue).filter(bounds::contains));
  }

  /** Whole numbers that fit an int; {@code 1e6} and {@code 3.0} are whole. */
  public static Kind<Integer> integer(int least) {
    return integer(least, Integer.MAX_VALUE);
  }

  public static Kind<Integer> integer(int least, int most) {
    return new Kind<>(
        "a whole number from " + least + " to " + most,
        value ->
            whole(value).filter(number -> number >= least && number <= most).map(Long::intValue));
  }

  public static Kind<Long> wholeNumber(long least, long most) {
    return new Kind<>(
        "a whole number from " + least + " to " + most,
        value -> whole(value).filter(number -> number >= least && number <= most));
  }

  public static Kind<Long> wholeNumber(long least) {
    String need =
        least == Long.MIN_VALUE ? "a whole number" : "a whole number of at least " + least;
    return new Kind<>(need, value -> whole(value).filter(number -> number >= least));
  }

  /** A seed: any whole number. */
  public static Kind<Long> seed() {
    return wholeNumber(Long.MIN_VALUE);
  }

  /** One of some words. */
  public static Kind<String> word(List<String> words) {
    return new Kind<>(
        "one of " + String.join(", ", words), value -> scalar(value).filter(words::contains));
  }

  public static Kind<Boolean> flag() {
    return new Kind<>(
        "true or false",
        value -> scalar(value).filter(Set.of("true", "false")::contains).map(Boolean::valueOf));
  }

  /** One of an enum's constants, in kebab case. */
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    return choice(type, constant -> true);
  }

  /** One of the enum's constants that {@code allowed} lets pass. */
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type, Predicate<E> allowed) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .filter(allowed)
            .map(Choice::name)
            .collect(Collectors.joining(", "));
    return new Kind<>(
        "one of " + names,
        value -> scalar(value).flatMap(text -> Choice.named(type, text)).filter(allowed));
  }

  /** A list; a bare value is a list of one, and text is split at its commas. */
  public static <T> Kind<List<T>> list(String need, Kind<T> element) {
    return new Kind<>(need, value -> all(parts(value), element));
  }

  /** A list of at least one, or a bare value, which is a list of one. */
  public static <T> Kind<List<T>> oneOrMore(Kind<T> element) {
    return new Kind<>(
        element.need(),
        value ->
            all(value instanceof ConfigList list ? list : List.of(value), element)
                .filter(values -> !values.isEmpty()));
  }

  private static <T> Optional<List<T>> all(List<ConfigValue> parts, Kind<T> element) {
    List<T> parsed = new ArrayList<>();
    for (ConfigValue part : parts) {
      Optional<T> one = element.parse().apply(part);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      parsed.add(one.get());
    }
    return Optional.of(List.copyOf(parsed));
  }

  /** Text that may be blank, or null; numbers and booleans count as the text they are. */
  public static Kind<Optional<String>> cell(String need) {
    return new Kind<>(
        need,
        value ->
            value.valueType() == ConfigValueType.NULL
                ? Optional.of(Optional.empty())
                : scalar(value).map(Optional::of));
  }

  /** A section of entries with names of the user's, in the order of the names. */
  public static <T> Kind<SortedMap<String, T>> entries(String need, Kind<T> entry) {
    return new Kind<>(
        need,
        value -> {
          if (!(value instanceof ConfigObject section)) {
            return Optional.empty();
          }
          SortedMap<String, T> parsed = new TreeMap<>();
          for (Map.Entry<String, ConfigValue> one : Leaves.of(section).entrySet()) {
            Optional<T> read = entry.parse().apply(one.getValue());
            if (read.isEmpty()) {
              return Optional.empty();
            }
            parsed.put(String.join(".", ConfigUtil.splitPath(one.getKey())), read.get());
          }
          return Optional.of(Collections.unmodifiableSortedMap(parsed));
        });
  }

  /** This kind, but with at least one element. */
  public static <T> Kind<List<T>> nonEmpty(Kind<List<T>> list) {
    return new Kind<>(list.need(), value -> list.parse().apply(value).filter(l -> !l.isEmpty()));
  }

  /** This kind, or {@code auto}. */
  public Kind<Optional<T>> orAuto() {
    return or(Set.of("auto"), "auto");
  }

  /** This kind, or {@code none}; {@code auto} says the same. */
  public Kind<Optional<T>> orNone() {
    return or(Set.of("none", "auto"), "none");
  }

  private Kind<Optional<T>> or(Set<String> words, String shown) {
    return new Kind<>(
        need + ", or " + shown,
        value ->
            scalar(value).filter(words::contains).isPresent()
                ? Optional.of(Optional.empty())
                : parse.apply(value).map(Optional::of));
  }

  private static Optional<String> scalar(ConfigValue value) {
    return switch (value.valueType()) {
      case STRING, NUMBER, BOOLEAN -> Optional.of(value.atKey("v").getString("v"));
      case NULL, LIST, OBJECT -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> decimal(ConfigValue value) {
    try {
      return scalar(value).map(String::strip).map(BigDecimal::new);
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  private static Optional<Long> whole(ConfigValue value) {
    try {
      return decimal(value).map(BigDecimal::longValueExact);
    } catch (ArithmeticException notWhole) {
      return Optional.empty();
    }
  }

  private static List<ConfigValue> parts(ConfigValue value) {
    if (value instanceof ConfigList list) {
      return list;
    }
    if (value.valueType() != ConfigValueType.STRING) {
      return List.of(value);
    }
    String text = (String) value.unwrapped();
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !text.isBlank())
        .map(part -> (ConfigValue) ConfigValueFactory.fromAnyRef(part))
        .toList();
  }
}
