package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TableSchema.Layout;

/** Rows that are images: whether the chosen columns have the numbers of one. */
public final class ImageRows {
  private ImageRows() {}

  /**
   * Checks the width of rows.
   *
   * @param dimension how many numbers a row has
   * @throws DataException if {@code data.image} says another number
   */
  public static void requireFit(Features features, DataSettings settings, int dimension) {
    settings
        .image()
        .filter(image -> image.size() != dimension)
        .ifPresent(
            image -> {
              throw misfit(features, image, dimension);
            });
  }

  private static DataException misfit(Features features, ImageFormat image, int dimension) {
    boolean isColumns = features.layout() == Layout.COLUMNS;
    String found =
        isColumns
            ? "%d columns of numbers".formatted(dimension)
            : "%d numbers in most rows of '%s'"
                .formatted(dimension, features.fields().get(0).name());
    return new DataException(
        "Cannot take rows of data.input '%s' as images of %s (data.image): found %s, need %d; mend data.image%s"
            .formatted(
                features.source().name(),
                image.words(),
                found,
                image.size(),
                isColumns
                    ? ", or leave other columns out by data.exclude or data.image.label"
                    : ""));
  }
}
