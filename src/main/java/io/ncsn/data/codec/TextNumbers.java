package io.ncsn.data.codec;

import java.util.Locale;
import java.util.regex.Pattern;

/** Parses numbers written as text in CSV and JSON. */
public final class TextNumbers {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

  /** A comma before the decimals, or commas between thousands. */
  private static final Pattern WITH_COMMAS =
      Pattern.compile("[+-]?(\\d+(\\.\\d{3})*,\\d+|\\d{1,3}(,\\d{3})+(\\.\\d+)?)");

  private TextNumbers() {}

  /**
   * Returns the number, ±infinity for {@code inf} and {@code infinity}, or NaN for {@code nan} and
   * anything else.
   */
  public static double parse(String text) {
    String number = text.strip();
    if (number.isEmpty() || !endsAsNumber(number)) {
      return special(number);
    }
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Returns whether the text says NaN, rather than being no number at all. */
  static boolean isNan(String text) {
    return unquoted(text.strip()).toLowerCase(Locale.ROOT).matches("[+-]?nan");
  }

  /**
   * Returns whether the text is a number in the sense of {@link BadRowReason#TEXT}, including NaN
   * and infinities.
   */
  public static boolean isNumber(String text) {
    return !Double.isNaN(parse(text)) || isNan(text);
  }

  /** Returns whether the text is written as an integer: digits with an optional sign. */
  public static boolean isInteger(String text) {
    return INTEGER.matcher(text.strip()).matches();
  }

  /** Returns whether the text would be a number if commas were points, or were not there. */
  public static boolean hasCommas(String text) {
    return WITH_COMMAS.matcher(text.strip()).matches();
  }

  /**
   * Returns whether the text ends like a number. Java also reads {@code 1d} and {@code 1f}, which
   * are not numbers in tables.
   */
  private static boolean endsAsNumber(String number) {
    char last = number.charAt(number.length() - 1);
    return last == '.' || (last >= '0' && last <= '9');
  }

  /**
   * Removes quotes. Spark passes a bare NaN or Infinity of JSON, as Python writes them, with
   * quotes.
   */
  private static String unquoted(String text) {
    boolean quoted = text.length() > 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  private static double special(String text) {
    return switch (unquoted(text).toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }
}
