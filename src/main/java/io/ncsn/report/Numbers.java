package io.ncsn.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as people read them. */
final class Numbers {
  private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+([eE]-?\\d+)?");
  private static final int DIGITS = 4;
  private static final int FEW_DIGITS = 3;

  private Numbers() {}

  /** Four significant digits; powers of ten only for the very small and the very large. */
  static String text(double value) {
    return text(value, DIGITS);
  }

  /** As {@link #text(double)}, with three digits. */
  static String shortText(double value) {
    return text(value, FEW_DIGITS);
  }

  /** The number in {@code text}, shortened; whole numbers and text stay as they are. */
  static String shortened(String text) {
    return FRACTION.matcher(text).matches() ? text(Double.parseDouble(text)) : text;
  }

  private static String text(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return new BigDecimal(value)
        .round(new MathContext(digits))
        .stripTrailingZeros()
        .toPlainString();
  }

  static String text(OptionalDouble value) {
    return value.isPresent() ? text(value.getAsDouble()) : "–";
  }

  /** A count with thousands apart. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Six significant digits: enough for a chart, and a smaller file. */
  static double rounded(double value) {
    return rounded(value, 6);
  }

  /** So many significant digits. */
  static double rounded(double value, int digits) {
    return new BigDecimal(value).round(new MathContext(digits)).doubleValue();
  }
}
