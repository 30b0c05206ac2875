package io.ncsn.config;

import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How files of pictures become images of the shape of {@code data.image}.
 *
 * @param background the colour that lies under transparent pixels, as 0xRRGGBB
 */
public record PictureSettings(Fit fit, int background) {
  /** Pictures must have the size, and white lies under them. */
  public static final PictureSettings DEFAULT = new PictureSettings(Fit.EXACT, 0xFFFFFF);

  private static final String FIT = "data.image.fit";
  private static final String BACKGROUND = "data.image.background";
  private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

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
            values.read(FIT, Kind.choice(Fit.class)), values.read(BACKGROUND, colour));
    for (String key : List.of(FIT, BACKGROUND)) {
      values.rule(
          List.of(key, "data.image.width", "data.image.height"),
          values.isChanged(key) && ImageFormat.read(values).isEmpty(),
          "%s is %s, but data.image.width and data.image.height are not set, so rows are no images; set them, or leave %1$s out"
              .formatted(key, values.rendered(key)));
    }
    return pictures;
  }
}
