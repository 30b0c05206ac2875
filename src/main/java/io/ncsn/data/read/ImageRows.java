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

  /**
   * Checks that labels can stand beside the images.
   *
   * @param label the column of labels
   * @throws DataException if the pixels are columns
   */
  public static void requireOneColumn(Features pixels, String label) {
    if (pixels.layout() == Layout.COLUMNS) {
      throw new DataException(
          "Cannot take column '%1$s' of data.input '%2$s' as labels (data.image.label): the images are columns of single pixels ('%3$s', …), need one array or vector column; write them so, such as by array(%3$s, …) as image in Spark SQL, or leave data.image.label out and name '%1$s' in data.exclude"
              .formatted(label, pixels.source().name(), pixels.fields().get(0).name()));
    }
  }

  /**
   * Checks that nothing is said about other columns than pixels, where there are none.
   *
   * @throws DataException if something is
   */
  public static void requireNothingSaid(SourceTable source, DataSettings settings) {
    if (settings.image().isPresent() && settings.cells().isOfMixedTables()) {
      throw new DataException(
          "Cannot use data.types, data.nulls, data.timestamp-format or data.rules for data.input '%s': its rows are images alone (data.image), beside which no column is modelled; leave them out, or name columns in data.columns"
              .formatted(source.name()));
    }
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
                isColumns ? ", or leave other columns out by data.exclude" : ""));
  }
}
