package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.image.PictureReader;
import io.ncsn.data.read.PictureLabels.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens files of pictures as a table of a row each: {@code image}, an array of smallint (0 to 255),
 * a label as text, and the reason why it cannot be used, if it cannot. The label is what a table
 * says, or else the name of the directory that the file is in; its column is then called {@code
 * label}.
 */
final class PictureTable {
  private static final String LABEL = "label";
  private static final int FILES_OF_TASK = 2000;
  private static final long BYTES_OF_TASK = 1L << 26;

  private PictureTable() {}

  /**
   * Opens the table.
   *
   * @throws DataException if {@code data.image} is not set, or neither grey nor RGB, or labels are
   *     asked for and there are none
   */
  static SourceTable open(SparkSession spark, InputFiles input, DataSettings settings) {
    ImageFormat format = settings.image().orElseThrow(() -> noShape(input.input()));
    if (format.channels() != 1 && format.channels() != 3) {
      throw new DataException(
          "Cannot read pictures of data.input '%s' with %d channels: need 1 (grey) or 3 (red, green, blue); mend data.image.channels"
              .formatted(input.input(), format.channels()));
    }
    PictureReader reader = PictureReader.of(format, settings.pictures());
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spark.sessionState().newHadoopConf());
    PictureNames names = PictureNames.of(hadoop.value(), input);
    Optional<LabelTable> labels =
        input.labels().map(files -> LabelTable.open(spark, files, settings));
    StructType schema =
        new StructType()
            .add(ImageFormat.COLUMN, DataTypes.createArrayType(DataTypes.ShortType, false))
            .add(labels.map(LabelTable::labels).orElse(LABEL), DataTypes.StringType)
            .add(TableReader.MALFORMED_LINE, DataTypes.StringType);
    List<PictureFile> pictures =
        labels
            .map(table -> byTable(input, names, table))
            .orElseGet(() -> byDirectory(input, names, format));
    List<List<PictureFile>> parts = parts(pictures);
    JavaRDD<InternalRow> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(parts, parts.size())
            .flatMap(
                files -> files.stream().map(file -> file.row(hadoop.value(), reader)).iterator());
    return new SourceTable(
        input.input(),
        spark.internalCreateDataFrame(rows.rdd(), schema, false),
        input.format(),
        ColumnNotes.NONE,
        input.files());
  }

  private static List<PictureFile> byTable(InputFiles input, PictureNames names, LabelTable table) {
    PictureLabels labels =
        PictureLabels.of(table, input.files().stream().map(names::path).toList());
    return input.files().stream()
        .map(file -> PictureFile.of(file, labels.of(names.path(file))))
        .toList();
  }

  private static List<PictureFile> byDirectory(
      InputFiles input, PictureNames names, ImageFormat format) {
    Optional<FileStatus> flat =
        input.files().stream()
            .filter(file -> format.label().isPresent() && names.isInRoot(file))
            .findFirst();
    if (flat.isPresent()) {
      throw noClasses(input.input(), names.path(flat.get()));
    }
    return input.files().stream()
        .map(file -> PictureFile.of(file, new Label(file.getPath().getParent().getName(), null)))
        .toList();
  }

  private static List<List<PictureFile>> parts(List<PictureFile> pictures) {
    List<List<PictureFile>> parts = new ArrayList<>();
    List<PictureFile> part = new ArrayList<>();
    long bytes = 0;
    for (PictureFile file : pictures) {
      if (part.size() == FILES_OF_TASK || (bytes + file.length() > BYTES_OF_TASK && bytes > 0)) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(file);
      bytes += file.length();
    }
    parts.add(part);
    return parts;
  }

  private static DataException noClasses(String input, String picture) {
    return new DataException(
        "Cannot label pictures of data.input '%s': %s lies in no directory of a class; put the pictures of each class into a directory below, set data.image.labels to a table of names and labels, or leave data.image.label out"
            .formatted(input, picture));
  }

  private static DataException noShape(String input) {
    return new DataException(
        "Cannot read data.input '%s' as pictures: data.image is not set; set data.image.width and data.image.height, and data.image.fit = crop for pictures of other sizes"
            .formatted(input));
  }
}
