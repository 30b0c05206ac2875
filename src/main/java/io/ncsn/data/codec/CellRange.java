package io.ncsn.data.codec;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * A range as a user wrote it: {@code 30..40}, {@code 30..} or {@code ..40}.
 *
 * @param text the whole text
 * @param from the least cell; empty: the least of the training rows
 * @param to the greatest cell; empty: the greatest of the training rows
 */
record CellRange(String text, Optional<String> from, Optional<String> to) {
  private static final String DOTS = "..";

  /** Returns whether a text looks like a range. */
  static boolean isLike(String text) {
    return text.contains(DOTS);
  }

  /** Returns the range that a text is for columns of a type; texts of text columns are none. */
  static Optional<CellRange> of(DataType type, String text) {
    if (type instanceof StringType || !isLike(text)) {
      return Optional.empty();
    }
    int dots = text.indexOf(DOTS);
    return Optional.of(
        new CellRange(
            text, end(text.substring(0, dots)), end(text.substring(dots + DOTS.length()))));
  }

  private static Optional<String> end(String text) {
    return Optional.of(text.strip()).filter(end -> !end.isEmpty());
  }

  /** Returns the only cell of a range from a cell to itself. */
  Optional<String> only() {
    return from.equals(to) ? from : Optional.empty();
  }
}
