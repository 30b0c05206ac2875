package io.ncsn.data.plan;

import io.ncsn.data.codec.NumberLine;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * How the numbers and times of a text column are written: the types whose texts ({@link
 * NumberLine#text}) all of them are. What is written in another way, such as {@code 02139}, is the
 * text of no number.
 */
final class TextForms implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The type of whole numbers. */
  static final String WHOLE = "bigint";

  private static final int UNKNOWN = -1; // no number was seen
  private static final int MIXED = -2;
  private static final int MOST_PLACES = 9;

  private boolean isWhole = true;
  private boolean isShortest = true; // as few digits as tell the double from others
  private boolean isTime = true;
  private int places = UNKNOWN; // behind the point, if it is the same in all

  /**
   * Looks at a number.
   *
   * @param value what {@code text} says, finite
   */
  void addNumber(String text, double value) {
    isWhole = isWhole && text.equals(Long.toString((long) value));
    isShortest = isShortest && text.equals(Double.toString(value));
    if (places != MIXED) {
      int own = text.length() - 1 - text.indexOf('.');
      boolean isPlain = own < text.length() && own >= 1 && own <= MOST_PLACES;
      places = join(places, isPlain && text.equals(plain(value, own)) ? own : MIXED);
    }
  }

  private static String plain(double value, int places) {
    long digits = Math.round(value * Math.pow(10, places));
    return BigDecimal.valueOf(digits, places).toPlainString();
  }

  /** Looks at a time, which stands at a key of a line. */
  void addTime(String text, NumberLine line, long key) {
    isTime = isTime && text.equals(line.text(key));
  }

  private static int join(int one, int other) {
    return one == UNKNOWN || one == other ? other : other == UNKNOWN ? one : MIXED;
  }

  TextForms merge(TextForms other) {
    isWhole &= other.isWhole;
    isShortest &= other.isShortest;
    isTime &= other.isTime;
    places = join(places, other.places);
    return this;
  }

  /**
   * Returns the type whose texts the cells are.
   *
   * @param line the one on which the cells lie, which are all numbers, or all times of one type
   */
  Optional<String> type(NumberLine line) {
    if (!line.isReal()) {
      return isTime ? Optional.of(line.type()) : Optional.empty();
    }
    if (isWhole) {
      return Optional.of(WHOLE);
    }
    return places > 0
        ? Optional.of("decimal(18,%d)".formatted(places))
        : isShortest ? Optional.of("double") : Optional.empty();
  }
}
