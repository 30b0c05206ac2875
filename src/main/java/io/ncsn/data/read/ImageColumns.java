package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of a table of which one holds whole images, and others stand beside it.
 *
 * @param source the table
 * @param image the column of images
 * @param label the column of their labels, if there is one
 * @param others the other columns that are modelled
 */
public record ImageColumns(
    SourceTable source, StructField image, Optional<StructField> label, List<StructField> others) {

  /**
   * Chooses the columns: those of {@code data.columns}, or all but {@code data.exclude}. Files of
   * images have no columns but the images and their labels, so there all means none beside the
   * label.
   *
   * @return empty if no column holds whole images, or none is modelled beside it
   * @throws DataException if a column that is named does not exist, or cannot stand beside images
   */
  public static Optional<ImageColumns> choose(SourceTable source, DataSettings settings) {
    NamedColumns columns = NamedColumns.of(source);
    Optional<StructField> image = settings.image().flatMap(set -> image(source, columns, settings));
    if (image.isEmpty()) {
      return Optional.empty();
    }
    columns.requireSpokenOf(settings.exclude(), settings);
    Optional<StructField> label =
        settings
            .image()
            .flatMap(ImageFormat::label)
            .map(name -> columns.field(ImageFormat.LABEL, name));
    List<StructField> others =
        named(source, columns, settings).stream()
            .filter(field -> !field.equals(image.get()) && !label.equals(Optional.of(field)))
            .toList();
    others.forEach(field -> requireOther(field, image.get()));
    return label.isEmpty() && others.isEmpty()
        ? Optional.empty()
        : Optional.of(new ImageColumns(source, image.get(), label, others));
  }

  /** Returns the column of whole images, if the table has one. */
  private static Optional<StructField> image(
      SourceTable source, NamedColumns columns, DataSettings settings) {
    return settings
        .features()
        .map(name -> columns.field("data.features", name))
        .or(
            () ->
                Optional.of(settings)
                    .filter(DataSettings::mayHaveImageColumn)
                    .flatMap(any -> columns.find(ImageFormat.COLUMN)))
        .filter(
            field ->
                Features.isPacked(field.dataType())
                    || (source.isText() && field.dataType() instanceof ArrayType));
  }

  private static List<StructField> named(
      SourceTable source, NamedColumns columns, DataSettings settings) {
    if (!settings.columns().isEmpty()) {
      return settings.columns().stream().map(name -> columns.field("data.columns", name)).toList();
    }
    boolean files = source.format() == Format.IDX || source.format() == Format.IMAGE;
    if (files || settings.scale() != Scale.GLOBAL) {
      return List.of();
    }
    return columns.all().stream()
        .filter(field -> !settings.leavesOut(field.name()))
        .filter(
            field -> settings.roles().columns().stream().noneMatch(field.name()::equalsIgnoreCase))
        .filter(field -> !NamedColumns.isIndex(field))
        .toList();
  }

  private static void requireOther(StructField field, StructField image) {
    if (Features.isPacked(field.dataType())) {
      throw new DataException(
          "Cannot model column '%s' beside the images of column '%s': found %s, and a row has one image; leave it out by data.exclude, or name another column of images by data.features"
              .formatted(
                  field.name(),
                  image.name(),
                  Features.isVector(field.dataType())
                      ? "vector"
                      : field.dataType().catalogString()));
    }
    if (!(field.dataType() instanceof StringType) && !NumberLine.isOrdered(field.dataType())) {
      throw new DataException(
          "Cannot model column '%s': found %s, need numbers, text, booleans, dates or timestamps; leave it out by data.exclude"
              .formatted(field.name(), field.dataType().catalogString()));
    }
  }

  /** Returns the images alone. */
  public Features images() {
    return new Features(
        source, Features.isVector(image.dataType()) ? Layout.VECTOR : Layout.ARRAY, List.of(image));
  }

  /** Returns the columns beside the images: the label, and the others in the table's order. */
  public Features beside() {
    return beside(source);
  }

  /** Returns the same columns of another table that has them. */
  public Features beside(SourceTable other) {
    return new Features(
        other, Layout.COLUMNS, Stream.concat(label.stream(), others.stream()).toList());
  }

  /** Returns all columns: the images, and those beside them. */
  public Features all() {
    return all(source);
  }

  /** Returns the same columns of another table that has them. */
  public Features all(SourceTable other) {
    return new Features(
        other,
        Layout.COLUMNS,
        Stream.concat(Stream.of(image), beside().fields().stream()).toList());
  }

  /** Returns the table with arrays of doubles, if its images are Spark ML vectors. */
  public SourceTable opened() {
    return source.withArrays(List.of(image.name()));
  }
}
