package io.ncsn.evaluate;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.config.EvaluateSettings;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Measure;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.shard.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/**
 * Measures images with labels: the images as a table of numbers, and the shares of their classes. A
 * gathered row is an image's numbers, and then the number of its class.
 *
 * @param format the images' shape
 * @param codec how they are stored
 */
public record LabelledImages(ImageFormat format, ImageCodec codec, EvaluateSettings settings) {
  /** Gathers rows of shards, which hold an image and its class. */
  public GatheredRows gather(JavaRDD<Shard> shards) {
    ImageCodec images = codec;
    String type = ((ArrayType) DataType.fromDDL(images.type())).elementType().catalogString();
    return gathered(shards.flatMap(shard -> rows(shard, images, type).iterator()));
  }

  /**
   * Gathers rows of a table.
   *
   * @param values has one column: an array of an image's numbers and its class's number
   */
  public GatheredRows gather(Dataset<Row> values) {
    int width = codec.size() + 1;
    return gathered(
        values
            .javaRDD()
            .map(
                row -> {
                  double[] numbers = new double[width];
                  Arrays.fill(numbers, Double.NaN);
                  List<Double> found = row.isNullAt(0) ? List.of() : row.getList(0);
                  for (int i = 0; i < found.size(); i++) {
                    numbers[i] = found.get(i);
                  }
                  return numbers;
                }));
  }

  private GatheredRows gathered(JavaRDD<double[]> rows) {
    return RowSelection.gather(rows, codec.size() + 1, settings.rows(), settings.seed());
  }

  private static List<double[]> rows(Shard shard, ImageCodec images, String type) {
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < shard.rows(); row++) {
      int from = row * shard.dimension();
      double[] numbers = new double[images.size() + 1];
      for (int i = 0; i < images.size(); i++) {
        double value = shard.values()[from + i] * images.scale() + images.mean();
        numbers[i] = ColumnType.nearest(type, value);
      }
      numbers[images.size()] = shard.values()[from + images.size()];
      rows.add(numbers);
    }
    return rows;
  }

  /** Returns the tables of the images alone. */
  public EvaluationTables tables(
      GatheredRows reference, GatheredRows samples, Optional<GatheredRows> training) {
    List<String> names =
        IntStream.range(0, codec.size()).mapToObj(i -> codec.name() + "[" + i + "]").toList();
    return new EvaluationTables(
        names, images(reference), images(samples), training.map(LabelledImages::images));
  }

  /** Measures samples against held-out images; training images give the floors. */
  public EvaluationResult measure(
      JavaSparkContext spark,
      GatheredRows reference,
      GatheredRows samples,
      Optional<GatheredRows> training) {
    EvaluationTables tables = tables(reference, samples, training);
    OptionalDouble floor =
        training
            .map(rows -> OptionalDouble.of(variation(rows, reference)))
            .orElse(OptionalDouble.empty());
    Metric shares = new Metric(Measure.CLASS_SHARES, variation(samples, reference), floor);
    return Evaluation.of(spark, settings, Scale.GLOBAL, tables)
        .with(ImageMeasures.of(spark, Optional.of(format), tables, settings.seed()))
        .with(List.of(shares));
  }

  private static GatheredRows images(GatheredRows rows) {
    Matrix all = rows.matrix();
    int size = all.columns() - 1;
    double[] values = new double[all.rows() * size];
    for (int row = 0; row < all.rows(); row++) {
      System.arraycopy(all.values(), row * all.columns(), values, row * size, size);
    }
    return new GatheredRows(new Matrix(all.rows(), size, values), rows.finite(), rows.nonFinite());
  }

  /** Returns the total variation of the shares of the classes. */
  private static double variation(GatheredRows one, GatheredRows other) {
    int[] ofOne = classes(one.matrix());
    int[] ofOther = classes(other.matrix());
    int last = IntStream.concat(Arrays.stream(ofOne), Arrays.stream(ofOther)).max().orElse(0);
    return Variation.total(ofOne, ofOther, last + 1);
  }

  private static int[] classes(Matrix rows) {
    return Arrays.stream(rows.column(rows.columns() - 1)).mapToInt(label -> (int) label).toArray();
  }
}
