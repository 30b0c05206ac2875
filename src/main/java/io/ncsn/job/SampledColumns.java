package io.ncsn.job;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.VectorCells;
import io.ncsn.sample.OwnColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/**
 * The columns by which samples are compared with a real table, and how that table is read.
 *
 * @param samples the samples
 * @param data how the settings read the real table
 * @param names the samples' columns, except the samples' own
 */
record SampledColumns(Dataset<Row> samples, DataSettings data, List<String> names) {
  /**
   * Finds the columns. A column named as one of the samples' own is theirs if the real table has no
   * such column.
   *
   * @param reference the real table's columns, read when they are needed
   * @throws DataException if there are none
   */
  static SampledColumns of(Dataset<Row> samples, DataSettings data, Supplier<String[]> reference) {
    List<String> names =
        Arrays.stream(samples.columns())
            .filter(name -> !name.equals(OwnColumns.ID))
            .filter(
                name ->
                    !name.equals(OwnColumns.INTERPOLATION)
                        || Arrays.stream(reference.get()).anyMatch(name::equalsIgnoreCase))
            .toList();
    if (names.isEmpty()) {
      throw new DataException(
          "Cannot evaluate samples without columns; give a directory that 'ncsn sample' wrote");
    }
    return new SampledColumns(samples, data, names);
  }

  /** Returns whether one of the columns holds the images' labels. */
  boolean haveLabels() {
    Optional<ImageFormat> images = data.image();
    return images.isPresent() && names.stream().anyMatch(images.get()::isLabel);
  }

  /**
   * Returns how to read the real table: by the samples' columns, with no row held out. The rows of
   * a mixed table, or of columns beside images, that training holds out give the floors.
   */
  DataSettings reference() {
    Optional<ImageFormat> images = data.image();
    if (haveImages()) {
      DataSettings all = data.withColumnsOfImages(names);
      boolean haveOthers = names.size() > (images.get().label().isPresent() ? 2 : 1);
      return haveOthers ? all : all.withHoldout(0);
    }
    if (areMixed()) {
      return data.withColumns(names).withScale(DataSettings.Scale.QUANTILE);
    }
    String first = names.get(0);
    DataType type = type(first);
    boolean packed = type instanceof ArrayType || type.equals(SQLDataTypes.VectorType());
    return packed
        ? data.withFeatures(first).withHoldout(0)
        : data.withColumns(names).withHoldout(0);
  }

  /** Returns whether one of the columns holds whole images. */
  private boolean haveImages() {
    String image = data.features().orElse(ImageFormat.COLUMN);
    return data.image().isPresent() && names.stream().anyMatch(image::equalsIgnoreCase);
  }

  /** Returns whether the samples hold more than numbers, if the settings do not say it. */
  private boolean areMixed() {
    DataSettings.Scale scale = data.scale();
    return scale == DataSettings.Scale.QUANTILE
        || (scale == DataSettings.Scale.AUTO
            && names.stream().map(this::type).anyMatch(this::isMixed));
  }

  private boolean isMixed(DataType type) {
    return type instanceof StringType
        || (names.size() > 1 && data.image().isEmpty() && VectorCells.reads(type))
        || (NumberLine.isOrdered(type) && !CellReader.isNumber(type));
  }

  private DataType type(String name) {
    return samples.schema().apply(name).dataType();
  }
}
