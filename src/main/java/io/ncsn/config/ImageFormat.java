package io.ncsn.config;

import io.ncsn.config.DataSettings.Scale;
import java.util.List;
import java.util.Optional;

/**
 * {@code data.image}: rows are images, each of {@code width * height * channels} numbers in the
 * order [height, width, channels].
 *
 * @param width pixels in a line
 * @param height lines
 * @param channels numbers in a pixel: 1 for grey, 3 for RGB
 * @param label the column of the images' categories; empty if they have none
 * @param flip whether training mirrors half of the images that it draws
 */
public record ImageFormat(
    int width, int height, int channels, Optional<String> label, boolean flip) {
  /** The array or vector column that holds images where no columns are named. */
  public static final String COLUMN = "image";

  public static final String WIDTH = "data.image.width";
  public static final String HEIGHT = "data.image.height";
  public static final String CHANNELS = "data.image.channels";
  public static final String LABEL = "data.image.label";
  private static final String FLIP = "data.image.flip";
  private static final int MOST_PIXELS = 4096;
  private static final int MOST_CHANNELS = 16;

  /** Makes the format of images that are not mirrored. */
  public ImageFormat(int width, int height, int channels, Optional<String> label) {
    this(width, height, channels, label, false);
  }

  /** Returns the same format of images that are not mirrored. */
  ImageFormat withoutFlip() {
    return new ImageFormat(width, height, channels, label);
  }

  /** Reads {@code data.image}; empty if no width and height are set. */
  static Optional<ImageFormat> read(Values values) {
    Kind<Optional<Integer>> size = Kind.integer(1, MOST_PIXELS).orAuto();
    Optional<Integer> width = values.read(WIDTH, size);
    Optional<Integer> height = values.read(HEIGHT, size);
    int channels = values.read(CHANNELS, Kind.integer(1, MOST_CHANNELS));
    Optional<String> label = values.read(LABEL, Kind.text("a column's name").orNone());
    boolean flip = values.read(FLIP, Kind.flag());
    requireBoth(values, WIDTH, width.isPresent(), HEIGHT, height.isPresent());
    requireBoth(values, HEIGHT, height.isPresent(), WIDTH, width.isPresent());
    for (String key : List.of(CHANNELS, LABEL, FLIP)) {
      values.rule(
          List.of(key, WIDTH, HEIGHT),
          width.isEmpty() && height.isEmpty() && values.isChanged(key),
          "%s is %s, but %s and %s are not set, so rows are no images; set them, or leave %1$s out"
              .formatted(key, values.rendered(key), WIDTH, HEIGHT));
    }
    return width.flatMap(
        across -> height.map(down -> new ImageFormat(across, down, channels, label, flip)));
  }

  private static void requireBoth(
      Values values, String key, boolean isSet, String other, boolean isOtherSet) {
    values.rule(
        List.of(key, other),
        isSet && !isOtherSet,
        "%s is %s, but %s is auto: an image has both; set %3$s, or leave both out"
            .formatted(key, values.rendered(key), other));
  }

  /** Returns how many numbers an image has. */
  public int size() {
    return width * height * channels;
  }

  /** Returns whether a column holds the images' categories; in names, case does not count. */
  public boolean isLabel(String column) {
    return label.filter(column::equalsIgnoreCase).isPresent();
  }

  /** Returns the shape in words, such as {@code 28 x 28 x 1}. */
  public String words() {
    return "%d x %d x %d".formatted(width, height, channels);
  }

  void check(Values values, DataSettings data) {
    values.rule(
        List.of("data.scale", WIDTH),
        data.scale() == Scale.QUANTILE,
        "data.scale is quantile, but data.image makes a model of pixels, which have one scale; set data.scale = global, or leave it out");
    values.rule(
        List.of("data.columns", WIDTH, HEIGHT),
        !data.mayHaveImageColumn() && data.columns().size() != size(),
        "data.columns names %d columns, but images of %s (data.image) have %d numbers; name a column for each, or mend data.image"
            .formatted(data.columns().size(), words(), size()));
    boolean isPixel =
        (!data.mayHaveImageColumn() && data.columns().stream().anyMatch(this::isLabel))
            || data.features().filter(this::isLabel).isPresent();
    values.rule(
        List.of(LABEL, "data.columns", "data.features"),
        isPixel,
        "%s is %s, which %s names as pixels; name another column"
            .formatted(
                LABEL,
                values.rendered(LABEL),
                data.features().isPresent() ? "data.features" : "data.columns"));
  }
}
