package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.PictureSettings;
import io.ncsn.data.codec.CellReader;
import io.ncsn.data.codec.DataException;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The table of pictures' names and labels, {@code data.image.labels}. Labels are in the column that
 * {@code data.image.label} names, and names in the column {@code file_name}, as Hugging Face's
 * ImageFolder has it, or else in the first of the other columns.
 *
 * @param place path or URI
 * @param names the column of names
 * @param labels the column of labels
 */
record LabelTable(String place, SourceTable table, String names, String labels) {
  private static final String FILE_NAME = "file_name";

  /** Lists the table's files. */
  static InputFiles list(Configuration hadoop, String place) {
    InputFiles files =
        naming(place, () -> InputFiles.list(hadoop, place, Format.AUTO, file -> false));
    if (files.format() == Format.IMAGE || files.format() == Format.IDX) {
      throw problem(place, "its files are no table; give one of names and labels");
    }
    return files;
  }

  /**
   * Opens the table.
   *
   * @throws DataException if it lacks one of the columns, or these hold neither text nor numbers
   */
  static LabelTable open(SparkSession spark, InputFiles files, DataSettings settings) {
    String place = files.input();
    String asked = settings.image().flatMap(ImageFormat::label).orElseThrow();
    SourceTable table =
        naming(place, () -> TableReader.read(spark, files, settings, column -> false));
    String setting = ImageFormat.LABEL + " in " + PictureSettings.LABELS + " '" + place + "'";
    StructField label = NamedColumns.of(table).field(setting, asked);
    StructField name = nameColumn(place, table, label);
    for (StructField field : List.of(name, label)) {
      if (!isText(field.dataType())) {
        throw problem(
            place,
            "column '%s' is %s, need text or numbers"
                .formatted(field.name(), field.dataType().catalogString()));
      }
    }
    return new LabelTable(place, table, name.name(), label.name());
  }

  private static StructField nameColumn(String place, SourceTable table, StructField label) {
    List<StructField> others =
        List.of(table.table().schema().fields()).stream()
            .filter(field -> !table.isFault(field.name()) && !field.name().equals(label.name()))
            .toList();
    return others.stream()
        .filter(field -> field.name().equalsIgnoreCase(FILE_NAME))
        .findFirst()
        .or(() -> others.stream().findFirst())
        .orElseThrow(
            () ->
                problem(
                    place,
                    "found only column '%s', need one of the pictures' names beside it"
                        .formatted(label.name())));
  }

  private static boolean isText(DataType type) {
    return CellReader.isReadable(type) || type instanceof BooleanType;
  }

  /**
   * Reads the table row by row.
   *
   * @param row gets a name, and its label, which may be null
   * @throws DataException if a line is malformed, or a row has no name
   */
  void read(BiConsumer<String, String> row) {
    naming(
        place,
        () ->
            SparkErrors.reading(
                place,
                () -> {
                  for (Iterator<Row> rows = cells().toLocalIterator(); rows.hasNext(); ) {
                    read(rows.next(), row);
                  }
                  return place;
                }));
  }

  private Dataset<Row> cells() {
    Column fault =
        table.hasFaults() ? col(TableReader.MALFORMED_LINE) : lit(null).cast(DataTypes.StringType);
    return table.table().select(text(names), text(labels), fault);
  }

  private static Column text(String column) {
    return col(Features.quoted(column)).cast(DataTypes.StringType);
  }

  private void read(Row cells, BiConsumer<String, String> row) {
    if (!cells.isNullAt(2)) {
      throw problem(place, "found a malformed line, '%s'; mend it".formatted(cells.getString(2)));
    }
    if (cells.isNullAt(0)) {
      throw problem(
          place,
          "found a row without a name in column '%s' (its label is '%s'); name its picture, or remove it"
              .formatted(names, cells.getString(1)));
    }
    row.accept(cells.getString(0), cells.getString(1));
  }

  /** Readers speak of {@code data.input}; here it is another setting. */
  private static <T> T naming(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (DataException e) {
      String ours = "%s '%s'".formatted(PictureSettings.LABELS, place);
      throw new DataException(e.getMessage().replace("data.input '%s'".formatted(place), ours), e);
    }
  }

  private static DataException problem(String place, String what) {
    return new DataException(
        "Cannot read %s '%s': %s".formatted(PictureSettings.LABELS, place, what));
  }
}
