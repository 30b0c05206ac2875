package io.ncsn.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether rows are images, and how wide. */
public final class ImageShape {
  /** Names such as {@code pixel_3_7}: line and place in the line. */
  private static final Pattern PIXEL = Pattern.compile(".*_(\\d{1,5})_(\\d{1,5})");

  private ImageShape() {}

  /**
   * The width set, or that of columns named line by line; empty if the rows are not whole lines of
   * pixels.
   *
   * @param channels numbers of a pixel
   */
  public static OptionalInt width(OptionalInt set, int channels, List<String> columns) {
    OptionalInt width = set.isPresent() ? set : byNames(columns);
    return width.isPresent() && columns.size() % (width.getAsInt() * channels) == 0
        ? width
        : OptionalInt.empty();
  }

  /** Why rows are not shown as images of the width that was set, if they are not. */
  public static Optional<String> mismatch(OptionalInt set, int columns) {
    return set.isPresent() && columns % set.getAsInt() != 0
        ? Optional.of(
            "No images are shown: report.image-width is %d, but %d columns are no whole lines of %d pixels."
                .formatted(set.getAsInt(), columns, set.getAsInt()))
        : Optional.empty();
  }

  private static OptionalInt byNames(List<String> columns) {
    int width = 0;
    for (String column : columns) {
      Matcher matcher = PIXEL.matcher(column);
      if (!matcher.matches()) {
        return OptionalInt.empty();
      }
      width = Math.max(width, Integer.parseInt(matcher.group(2)) + 1);
    }
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).endsWith("_" + i / width + "_" + i % width)) {
        return OptionalInt.empty();
      }
    }
    return OptionalInt.of(width);
  }
}
