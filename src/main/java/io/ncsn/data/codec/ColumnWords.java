package io.ncsn.data.codec;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Nearest;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what cells a column has, to a user who asked for another. */
final class ColumnWords {
  private static final int MOST_NAMED = 8;
  private static final int LONGEST = 100;

  private final ColumnCodec column;
  private final String setting;

  ColumnWords(ColumnCodec column, String setting) {
    this.column = column;
    this.setting = setting;
  }

  /** Returns a text in quotes, of which no more than the beginning is shown if it is very long. */
  static String quoted(String text) {
    if (text == null) {
      return "null";
    }
    return "'" + (text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…") + "'";
  }

  ConfigException refusal(Optional<String> asked, String why, String advice) {
    return new ConfigException(
        "Cannot give column '%s' the value %s (%s): %s; %s"
            .formatted(column.name(), quoted(asked.orElse(null)), setting, why, advice));
  }

  /** Returns what to ask for instead. */
  String advice(Optional<String> asked) {
    if (column instanceof SpreadCodec spread) {
      return "give %s from %s to %s%s"
          .formatted(
              spread.line().described(),
              spread.line().text(spread.least()),
              spread.line().text(spread.greatest()),
              spread.nulls() ? ", or null" : "");
    }
    if (column instanceof VectorCodec vector) {
      return VectorText.advice(vector);
    }
    List<String> levels = levels();
    return asked
        .flatMap(text -> Nearest.of(text, levels))
        .map("did you mean '%s'?"::formatted)
        .orElseGet(() -> "give one of " + some(levels));
  }

  private String some(List<String> levels) {
    String named =
        levels.stream()
            .limit(MOST_NAMED)
            .map(ColumnWords::quoted)
            .collect(Collectors.joining(", "));
    int more = levels.size() - MOST_NAMED;
    String rest = more > 0 ? " (and %d more)".formatted(more) : "";
    return named + (column.writesNull() ? ", null" : "") + rest;
  }

  private List<String> levels() {
    if (column instanceof LevelCodec few) {
      return few.values();
    }
    if (!(column instanceof CategoryCodec category)) {
      return List.of();
    }
    TextLevels texts = category.levels();
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return texts.text(index).toString();
      }

      @Override
      public int size() {
        return texts.size();
      }
    };
  }
}
