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
 * Measures images beside which other columns stand: the images as a table of numbers, and the
 * shares of their classes, if the first of these columns is their label. A gathered row is an
 * image's numbers, and then the number of its class; 0 if there is no label.
 *
 * @param format the images' shape
 * @param codec how they are stored
 */
public record LabelledImages(ImageFormat format, ImageCodec codec, EvaluateSettings settings) {
  /** Gathers rows of shards, which hold an image and its class. */
  public GatheredRows gather(JavaRDD<Shard> shards) {
    return gather(shards, settings.rows());
  }

  /**
   * Gathers rows of shards as {@link #gather(JavaRDD)}, and more of them for a classifier to learn
   * from.
   *
   * @param compared rows that real images are compared by, if there are so many
   */
  public LearntLabels gatherToLearn(JavaRDD<Shard> shards, int compared) {
    int limit = LearntLabels.limit(settings.rows(), codec.size() + 1);
    return LearntLabels.of(gather(shards, limit), compared);
  }

  private GatheredRows gather(JavaRDD<Shard> shards, int limit) {
    ImageCodec images = codec;
    String type = ((ArrayType) DataType.fromDDL(images.type())).elementType().catalogString();
    boolean labelled = hasLabels();
    return RowSelection.gather(
        shards.flatMap(shard -> rows(shard, images, labelled, type).iterator()),
        codec.size() + 1,
        limit,
        settings.seed());
  }

  /**
   * Gathers rows of a table.
   *
   * @param values has one column: an array of an image's numbers, its class's number if it has one,
   *     and others
   */
  public GatheredRows gather(Dataset<Row> values) {
    int width = codec.size() + 1;
    int read = hasLabels() ? width : width - 1;
    return RowSelection.gather(
        values
            .javaRDD()
            .map(
                row -> {
                  double[] numbers = new double[width];
                  Arrays.fill(numbers, Double.NaN);
                  List<Double> found = row.isNullAt(0) ? List.of() : row.getList(0);
                  for (int i = 0; i < Math.min(read, found.size()); i++) {
                    numbers[i] = found.get(i);
                  }
                  if (read < width) {
                    numbers[read] = 0;
                  }
                  return numbers;
                }),
        width,
        settings.rows(),
        settings.seed());
  }

  /** Returns whether the images have labels. */
  public boolean hasLabels() {
    return format.label().isPresent();
  }

  private static List<double[]> rows(
      Shard shard, ImageCodec images, boolean labelled, String type) {
    List<double[]> rows = new ArrayList<>();
    float[] stored = new float[shard.dimension()];
    for (int row = 0; row < shard.rows(); row++) {
      shard.read(row, stored, 0);
      double[] numbers = new double[images.size() + 1];
      for (int i = 0; i < images.size(); i++) {
        double value = stored[i] * images.scale() + images.mean();
        numbers[i] = ColumnType.nearest(type, value);
      }
      numbers[images.size()] = labelled ? stored[images.size()] : 0;
      rows.add(numbers);
    }
    return rows;
  }

  /** Returns the tables of the images alone, cut to the rows that are compared. */
  public EvaluationTables compared(
      GatheredRows reference, GatheredRows samples, Optional<GatheredRows> training) {
    return tables(
        reference.head(settings.rows()), samples, training.map(rows -> rows.head(settings.rows())));
  }

  private EvaluationTables tables(
      GatheredRows reference, GatheredRows samples, Optional<GatheredRows> training) {
    List<String> names =
        IntStream.range(0, codec.size()).mapToObj(i -> codec.name() + "[" + i + "]").toList();
    return new EvaluationTables(
        names, images(reference), images(samples), training.map(LabelledImages::images));
  }

  /**
   * A classifier of the labels.
   *
   * @param features how many features it gives
   * @param learnt number of images that it was trained on
   * @param unseen number of the first real images that it was not trained on: training images, or
   *     held-out images if there are none
   */
  public record Learnt(LabelClassifier classifier, int features, int learnt, int unseen) {
    /** Returns the held-out images that it was not trained on. */
    GatheredRows unseen(GatheredRows held, boolean hasTraining) {
      return hasTraining ? held : held.head(unseen);
    }
  }

  /**
   * Measures samples against held-out images; training images give the floors.
   *
   * @param learnt judges the labels; empty: they are not judged
   * @param given the features; empty: the classifier gives them, or random convolutions do
   */
  public EvaluationResult measure(
      JavaSparkContext spark,
      GatheredRows reference,
      GatheredRows samples,
      Optional<GatheredRows> training,
      Optional<Learnt> learnt,
      Optional<GivenFeatures> given) {
    Optional<GatheredRows> floors = training.map(rows -> rows.head(settings.rows()));
    GatheredRows held = reference.head(settings.rows());
    EvaluationTables tables = tables(held, samples, floors);
    OptionalDouble floor =
        floors.map(rows -> OptionalDouble.of(variation(rows, held))).orElse(OptionalDouble.empty());
    Metric shares = new Metric(Measure.CLASS_SHARES, variation(samples, held), floor);
    EvaluationResult pixels = Evaluation.of(spark, settings, Scale.GLOBAL, tables);
    Optional<Agreement> agreement =
        learnt.map(found -> Agreement.of(found, reference, samples, training.isPresent()));
    EvaluationResult images =
        given
            .map(
                features ->
                    pixels.withImages(
                        ImageMeasures.of(spark, features, tables),
                        described(features, learnt, agreement)))
            .or(
                () ->
                    learnt.map(
                        found ->
                            classified(
                                spark,
                                pixels,
                                found,
                                agreement.get(),
                                reference,
                                samples,
                                training)))
            .orElseGet(
                () ->
                    pixels.withImages(
                        ImageMeasures.of(spark, Optional.of(format), tables, settings.seed())));
    return images
        .with(agreement.map(Agreement::metric).stream().toList())
        .with(hasLabels() ? List.of(shares) : List.of());
  }

  private static ImageFeatures described(
      GivenFeatures features, Optional<Learnt> learnt, Optional<Agreement> agreement) {
    return learnt
        .map(found -> features.description().with(found.learnt(), agreement.get().accuracy()))
        .orElse(features.description());
  }

  private EvaluationResult classified(
      JavaSparkContext spark,
      EvaluationResult pixels,
      Learnt learnt,
      Agreement agreement,
      GatheredRows reference,
      GatheredRows samples,
      Optional<GatheredRows> training) {
    EvaluationTables tables =
        tables(
            learnt.unseen(reference, training.isPresent()),
            samples,
            training.map(rows -> rows.head(learnt.unseen())));
    return pixels.withImages(
        ImageMeasures.of(
            spark,
            images -> learnt.classifier().judge(images).features(),
            tables,
            ImageMeasures.MOST_ROWS),
        ImageFeatures.classifier(learnt.features(), learnt.learnt(), agreement.accuracy()));
  }

  /**
   * What a classifier makes of the labels.
   *
   * @param samples share of the samples that it gives their label
   * @param accuracy the same share of held-out images
   */
  private record Agreement(double samples, double accuracy) {
    static Agreement of(
        Learnt learnt, GatheredRows reference, GatheredRows samples, boolean hasTraining) {
      GatheredRows held = learnt.unseen(reference, hasTraining);
      return new Agreement(
          agreement(learnt.classifier(), samples), agreement(learnt.classifier(), held));
    }

    Metric metric() {
      return new Metric(Measure.LABEL_AGREEMENT, samples, OptionalDouble.of(accuracy));
    }
  }

  /** Returns the share of the images that the classifier gives the label that they have. */
  private static double agreement(LabelClassifier classifier, GatheredRows rows) {
    int[] labels = classes(rows.matrix());
    int[] found = classifier.judge(pixels(rows.matrix(), 0)).classes();
    return IntStream.range(0, labels.length).filter(i -> labels[i] == found[i]).count()
        / (double) labels.length;
  }

  private static GatheredRows images(GatheredRows rows) {
    return new GatheredRows(pixels(rows.matrix(), 0), rows.finite(), rows.nonFinite());
  }

  /** Returns all columns but the last, which is the class, of the rows from {@code first}. */
  static Matrix pixels(Matrix all, int first) {
    int size = all.columns() - 1;
    int rows = all.rows() - first;
    double[] values = new double[rows * size];
    for (int row = 0; row < rows; row++) {
      int from = (first + row) * all.columns();
      System.arraycopy(all.values(), from, values, row * size, size);
    }
    return new Matrix(rows, size, values);
  }

  /** Returns the total variation of the shares of the classes. */
  private static double variation(GatheredRows one, GatheredRows other) {
    int[] ofOne = classes(one.matrix());
    int[] ofOther = classes(other.matrix());
    int last = IntStream.concat(Arrays.stream(ofOne), Arrays.stream(ofOther)).max().orElse(0);
    return Variation.total(ofOne, ofOther, last + 1);
  }

  /** Returns the last column. */
  static int[] classes(Matrix rows) {
    return Arrays.stream(rows.column(rows.columns() - 1)).mapToInt(label -> (int) label).toArray();
  }
}
