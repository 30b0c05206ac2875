package io.ncsn.data.read;

import io.ncsn.config.DataSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.image.PictureReader;
import java.util.ArrayList;
import java.util.List;
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
 * {@code label}, the name of the directory that the file is in, and the reason why it cannot be
 * used, if it cannot.
 */
final class PictureTable {
  private static final String LABEL = "label";
  private static final int FILES_OF_TASK = 2000;
  private static final long BYTES_OF_TASK = 1L << 26;

  private PictureTable() {}

  /**
   * Opens the table.
   *
   * @throws DataException if {@code data.image} is not set, or neither grey nor RGB
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
    StructType schema =
        new StructType()
            .add(ImageFormat.COLUMN, DataTypes.createArrayType(DataTypes.ShortType, false))
            .add(LABEL, DataTypes.StringType)
            .add(TableReader.MALFORMED_LINE, DataTypes.StringType);
    List<List<PictureFile>> parts = parts(input);
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

  private static List<List<PictureFile>> parts(InputFiles input) {
    List<List<PictureFile>> parts = new ArrayList<>();
    List<PictureFile> part = new ArrayList<>();
    long bytes = 0;
    for (FileStatus file : input.files()) {
      if (part.size() == FILES_OF_TASK || (bytes + file.getLen() > BYTES_OF_TASK && bytes > 0)) {
        parts.add(part);
        part = new ArrayList<>();
        bytes = 0;
      }
      part.add(new PictureFile(file.getPath().toString(), file.getLen()));
      bytes += file.getLen();
    }
    parts.add(part);
    return parts;
  }

  private static DataException noShape(String input) {
    return new DataException(
        "Cannot read data.input '%s' as pictures: data.image is not set; set data.image.width and data.image.height, and data.image.fit = crop for pictures of other sizes"
            .formatted(input));
  }
}
