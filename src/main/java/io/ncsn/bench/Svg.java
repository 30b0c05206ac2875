package io.ncsn.bench;

import java.util.Locale;

/** Writes what all charts share as SVG. */
final class Svg {
  private Svg() {}

  /** Returns a chart of {@code width} by {@code height} pixels on white, with its title on top. */
  static String chart(int width, int height, String title, CharSequence content) {
    return format(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="8" y="20" font-weight="bold">%s</text>
        %s</svg>
        """,
        width, height, escaped(title), content);
  }

  /** Returns {@code format} with its values filled in, the same in every locale. */
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Returns {@code text} as the content of an element. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
