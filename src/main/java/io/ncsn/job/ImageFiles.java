package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.Choice;
import io.ncsn.config.ConfigException;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.image.PictureWriter;
import io.ncsn.data.read.ModelTable;
import io.ncsn.sample.OwnColumns;
import io.ncsn.sample.SampleImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes samples that are images as PNG files, by class where they have labels: a map job over
 * their rows. A file is {@code CLASS/SAMPLE.png} or {@code CLASS/sheet-NUMBER.png}.
 */
public final class ImageFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ImageFiles.class);

  private final SparkSession spark;
  private final ModelDescription model;
  private final SampleImages form;
  private final ModelImages images;

  private ImageFiles(
      SparkSession spark, ModelDescription model, SampleImages form, ModelImages images) {
    this.spark = spark;
    this.model = model;
    this.form = form;
    this.images = images;
  }

  /**
   * Returns what writes the samples of {@code model}; empty if {@code form} is none.
   *
   * @param set {@code data.image}, for models that do not know the shape of their images themselves
   * @throws ConfigException if the model's rows are no images that PNG can hold
   */
  static Optional<ImageFiles> of(
      SparkSession spark, ModelDescription model, SampleImages form, Optional<ImageFormat> set) {
    return images(model, form, set).map(images -> new ImageFiles(spark, model, form, images));
  }

  /**
   * Checks, before a model is trained, that its samples can be written.
   *
   * @throws ConfigException if the model's rows are no images that PNG can hold
   */
  static void check(ModelDescription model, SampleImages form, Optional<ImageFormat> set) {
    images(model, form, set);
  }

  private static Optional<ModelImages> images(
      ModelDescription model, SampleImages form, Optional<ImageFormat> set) {
    if (form == SampleImages.NONE) {
      return Optional.empty();
    }
    ModelImages images =
        ModelImages.of(model, set)
            .orElseThrow(
                () ->
                    refusal(
                        form,
                        "the model's rows are no images; set data.image.width and data.image.height, or sample.images = none"));
    ImageFormat format = images.format();
    if (format.size() != images.numbers(model)) {
      throw refusal(
          form,
          "data.image is %s, but the model's rows have %d numbers; set data.image to their shape, or sample.images = none"
              .formatted(format.words(), images.numbers(model)));
    }
    if (format.channels() != 1 && format.channels() != 3) {
      throw refusal(
          form,
          "the model's images have %d channels, and PNG has 1 (grey) or 3 (red, green, blue); set sample.images = none"
              .formatted(format.channels()));
    }
    return Optional.of(images);
  }

  private static ConfigException refusal(SampleImages form, String why) {
    return new ConfigException(
        "Cannot write samples as images (sample.images = %s): %s"
            .formatted(Choice.name(form), why));
  }

  /**
   * Writes the images, in place of those that are there.
   *
   * @param samples the directory of the samples' Parquet files
   * @param directory a path on any file system; its contents are deleted
   * @return the number of files
   */
  public long write(String samples, String directory) {
    spark.sparkContext().setJobGroup("ncsn-sample", "Images of samples", true);
    JavaRDD<SampleImage> rows = rows(spark.read().parquet(samples));
    FileWriter files = FileWriter.empty(spark, directory);
    ImageFormat format = images.format();
    PictureWriter pictures = new PictureWriter(format.width(), format.height(), format.channels());
    try {
      long written =
          form == SampleImages.PNG
              ? png(rows, pictures, files)
              : ImageSheets.write(rows, pictures, files);
      LOG.info("Wrote {} files of images: {}", written, directory);
      return written;
    } finally {
      files.clean();
    }
  }

  private static long png(JavaRDD<SampleImage> images, PictureWriter pictures, FileWriter files) {
    return images
        .mapPartitions(
            part -> {
              long count = 0;
              for (; part.hasNext(); count++) {
                SampleImage image = part.next();
                files.write(
                    image.path("%012d".formatted(image.id())), pictures.png(image.pixels()));
              }
              return List.of(count).iterator();
            })
        .fold(0L, Long::sum);
  }

  private JavaRDD<SampleImage> rows(Dataset<Row> samples) {
    List<String> kept = new ArrayList<>(List.of(OwnColumns.ID));
    images.label(model).ifPresent(kept::add);
    int values = kept.size();
    boolean labelled = values > 1;
    PixelScale scale = PixelScale.of(model, images.column());
    int first = images.first();
    int size = images.format().size();
    return ModelTable.of(samples, model.codec(), kept)
        .javaRDD()
        .map(
            row -> {
              List<Double> numbers = row.getList(values);
              return new SampleImage(
                  labelled ? SampleImage.directory(row.get(1)) : "",
                  row.getLong(0),
                  scale.bytes(numbers.subList(first, first + size)));
            });
  }
}
