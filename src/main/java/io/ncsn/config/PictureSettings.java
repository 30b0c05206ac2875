package io.ncsn.config;

import com.typesafe.config.ConfigValueType;
import io.ncsn.config.DataSettings.Format;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How files of pictures become images of the shape of {@code data.image}.
 *
 * @param background the colour that lies under transparent pixels, as 0xRRGGBB
 * @param labels path or URI of a table of pictures' names and labels; empty if the labels are the
 *     names of directories
 */
public record PictureSettings(Fit fit, int background, Optional<String> labels) {
  /** Pictures must have the size, and white lies under them. */
  public static final PictureSettings DEFAULT = new PictureSettings(Fit.EXACT, 0xFFFFFF);

  public static final String LABELS = "data.image.labels";
  private static final String FIT = "data.image.fit";
  private static final String BACKGROUND = "data.image.background";
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

  /** Makes the settings of pictures that no table labels. */
  public PictureSettings(Fit fit, int background) {
    this(fit, background, Optional.empty());
  }

  /** What is done to pictures of another size. */
  public enum Fit {
    /** They are bad rows. */
    EXACT,
    /** They are scaled until they cover the size, and what sticks out is cut off on both sides. */
    CROP,
    /** They are scaled to the size, whatever becomes of their proportions. */
    STRETCH
  }

  static PictureSettings read(Values values) {
    Kind<Integer> colour =
        new Kind<>(
            "a colour such as \"#ffffff\"",
            value ->
                Optional.of(value)
                    .filter(found -> found.valueType() == ConfigValueType.STRING)
                    .map(found -> (String) found.unwrapped())
                    .filter(text -> COLOUR.matcher(text).matches())
                    .map(text -> Integer.parseInt(text.substring(1), 16)));
    PictureSettings pictures =
        new PictureSettings(
            values.read(FIT, Kind.choice(Fit.class)),
            values.read(BACKGROUND, colour),
            values.read(LABELS, Kind.place("a path or URI of a table").orNone()));
    for (String key : List.of(FIT, BACKGROUND, LABELS)) {
      values.rule(
          List.of(key, "data.image.width", "data.image.height"),
          values.isChanged(key) && ImageFormat.read(values).isEmpty(),
          "%s is %s, but data.image.width and data.image.height are not set, so rows are no images; set them, or leave %1$s out"
              .formatted(key, values.rendered(key)));
    }
    return pictures;
  }

  /** Notes mistakes in what is said about a table of labels. */
  void check(Values values, DataSettings data) {
    labels.ifPresent(place -> Places.check(values, LABELS, place));
    values.rule(
        List.of(LABELS, ImageFormat.LABEL),
        labels.isPresent() && data.image().filter(image -> image.label().isEmpty()).isPresent(),
        "%s is %s, but %s is none; set it to the name of that table's column of labels, or leave %1$s out"
            .formatted(LABELS, values.rendered(LABELS), ImageFormat.LABEL));
    values.rule(
        List.of(LABELS, ImageFormat.LABEL),
        labels.isPresent()
            && data.image().filter(image -> image.isLabel(ImageFormat.COLUMN)).isPresent(),
        "%s is %s, which is the column of the pictures themselves; rename the column of the table of labels"
            .formatted(ImageFormat.LABEL, values.rendered(ImageFormat.LABEL)));
    boolean isOfFiles = labels.map(InputKind::of).orElse(InputKind.FILES) == InputKind.FILES;
    values.rule(
        List.of(LABELS),
        !isOfFiles,
        "%s is %s, need a path or URI; write the table to a file"
            .formatted(LABELS, values.rendered(LABELS)));
    boolean arePictures =
        InputKind.of(data.input()) == InputKind.FILES
            && (data.format() == Format.AUTO || data.format() == Format.IMAGE);
    values.rule(
        List.of(LABELS, "data.input", "data.format"),
        labels.isPresent() && !arePictures,
        "%s is %s, but rows that are no files of pictures have no names; leave it out, and set %s to the table's own column of labels"
            .formatted(LABELS, values.rendered(LABELS), ImageFormat.LABEL));
  }
}
