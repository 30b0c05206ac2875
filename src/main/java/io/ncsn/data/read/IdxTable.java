package io.ncsn.data.read;

import io.ncsn.config.ImageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Opens IDX files as a table: {@code image}, an array of the pixels 0 to 255 as smallint, and
 * {@code label}, if each file of images has its labels.
 */
final class IdxTable {
  private static final String LABEL = "label";

  /** A task of a packed file unpacks all that comes before its rows, too. */
  private static final int ROWS_OF_TASK = 10_000;

  private final InputFiles input;
  private final Configuration hadoop;

  private IdxTable(Configuration hadoop, InputFiles input) {
    this.hadoop = hadoop;
    this.input = input;
  }

  /**
   * Opens the table.
   *
   * @throws io.ncsn.data.codec.DataException if the files are damaged, do not fit one another, or
   *     are not of the shape of {@code data.image}
   */
  static SourceTable open(SparkSession spark, InputFiles input, Optional<ImageFormat> asked) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    Map<FileStatus, Optional<FileStatus>> pairs = IdxPairs.of(hadoop, input.input(), input.files());
    List<IdxRows> parts = new IdxTable(hadoop, input).parts(pairs, asked);
    boolean labelled = parts.stream().allMatch(IdxRows::isLabelled);
    StructType schema =
        new StructType()
            .add(ImageFormat.COLUMN, DataTypes.createArrayType(DataTypes.ShortType, false));
    StructType full = labelled ? schema.add(LABEL, DataTypes.IntegerType) : schema;
    SerializableConfiguration sent = new SerializableConfiguration(hadoop);
    JavaRDD<InternalRow> rows =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(parts, parts.size())
            .flatMap(part -> part.read(sent.value(), labelled));
    Dataset<Row> table = spark.internalCreateDataFrame(rows.rdd(), full, false);
    return new SourceTable(
        input.input(), table, input.format(), ColumnNotes.NONE, List.copyOf(pairs.keySet()));
  }

  private List<IdxRows> parts(
      Map<FileStatus, Optional<FileStatus>> pairs, Optional<ImageFormat> asked) {
    List<IdxRows> parts = new ArrayList<>();
    pairs.forEach(
        (file, beside) -> {
          IdxFile images = IdxFile.read(hadoop, input.input(), file);
          requireShape(images, asked);
          Optional<IdxFile> labels =
              beside.map(found -> IdxFile.read(hadoop, input.input(), found));
          labels.ifPresent(found -> requireFit(images, found));
          requireLabels(images, labels, asked);
          for (int from = 0; from < images.rows(); from += ROWS_OF_TASK) {
            int to = Math.min(images.rows(), from + ROWS_OF_TASK);
            parts.add(new IdxRows(images, labels.orElse(null), from, to));
          }
        });
    return parts;
  }

  private void requireShape(IdxFile images, Optional<ImageFormat> asked) {
    List<Integer> shape = images.shape();
    if (shape.size() < 3) {
      throw IdxFile.problem(
          input.input(),
          "%s has the shape %s, need [images, lines, pixels] or [images, lines, pixels, channels]; give a file of images"
              .formatted(images.name(), shape));
    }
    int channels = shape.size() == 3 ? 1 : shape.get(3);
    ImageFormat found = new ImageFormat(shape.get(2), shape.get(1), channels, Optional.empty());
    if (asked.filter(image -> image.words().equals(found.words())).isEmpty()) {
      throw IdxFile.problem(
          input.input(),
          "%s holds images of %s, but data.image %s; set data.image.width = %d, data.image.height = %d, data.image.channels = %d"
              .formatted(
                  images.name(),
                  found.words(),
                  asked.map(image -> "says " + image.words()).orElse("is not set"),
                  found.width(),
                  found.height(),
                  found.channels()));
    }
  }

  private void requireFit(IdxFile images, IdxFile labels) {
    if (labels.shape().size() != 1) {
      throw IdxFile.problem(
          input.input(),
          "%s has the shape %s, need [labels]; put the right file in its place"
              .formatted(labels.name(), labels.shape()));
    }
    if (labels.rows() != images.rows()) {
      throw IdxFile.problem(
          input.input(),
          "%s holds %d images, but %s %d labels; get both again"
              .formatted(images.name(), images.rows(), labels.name(), labels.rows()));
    }
  }

  private void requireLabels(
      IdxFile images, Optional<IdxFile> labels, Optional<ImageFormat> asked) {
    if (labels.isEmpty() && asked.flatMap(ImageFormat::label).isPresent()) {
      throw IdxFile.problem(
          input.input(),
          "data.image.label is set, but there is no file of labels beside %s; put it there, called as the images with 'labels' for 'images' and 'idx1' for 'idx3', or leave data.image.label out"
              .formatted(images.name()));
    }
  }
}
