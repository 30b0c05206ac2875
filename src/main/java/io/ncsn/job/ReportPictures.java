package io.ncsn.job;

import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.Scaler;
import io.ncsn.evaluate.EvaluationTables;
import io.ncsn.evaluate.Matrix;
import io.ncsn.evaluate.NearestImages;
import io.ncsn.network.ScoreNetwork;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.report.ImageShape;
import io.ncsn.report.Images;
import io.ncsn.report.Images.ChainFrame;
import io.ncsn.report.Images.Neighbours;
import io.ncsn.report.ReportInputs.Plane;
import io.ncsn.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** The report's pictures: images for image-shaped rows, the plane for rows of two columns. */
final class ReportPictures {
  private static final int IMAGES = 100;
  private static final int FRAMES = 16;
  private static final int CHAINS = 4;

  /** Samples that are shown beside their nearest training images. */
  private static final int COMPARED = 20;

  private static final int NEIGHBOURS = 3;
  private static final int RGB = 3;

  private final Settings settings;
  private final TrainedModel model;
  private final ScoreNetwork network;

  ReportPictures(Settings settings, TrainedModel model, ScoreNetwork network) {
    this.settings = settings;
    this.model = model;
    this.network = network;
  }

  /** Returns images, if the rows are image-shaped. */
  Optional<Images> images(JavaSparkContext spark, EvaluationTables tables) {
    CompletedPictures completed = new CompletedPictures(model, settings.sample().seed(), false);
    return still(spark, settings, tables)
        .map(
            images ->
                images
                    .with(chain())
                    .completed(completed.of(images, tables.reference().matrix(), network)));
  }

  /** Returns the same without a chain on its way. */
  static Optional<Images> still(
      JavaSparkContext spark, Settings settings, EvaluationTables tables) {
    OptionalInt width = ImageShape.width(width(settings), channels(settings), tables.columns());
    return width.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Images(
                width.getAsInt(),
                channels(settings),
                floats(tables.reference().matrix()),
                floats(tables.samples().matrix()),
                neighbours(spark, tables),
                List.of(),
                List.of(),
                List.of()));
  }

  private static List<Neighbours> neighbours(JavaSparkContext spark, EvaluationTables tables) {
    if (tables.training().isEmpty()) {
      return List.of();
    }
    Matrix samples = tables.samples().matrix();
    Matrix training = tables.training().get().matrix();
    return NearestImages.of(spark, samples, training, COMPARED, NEIGHBOURS).stream()
        .map(
            found ->
                new Neighbours(
                    asFloats(samples.row(found.sample())),
                    Arrays.stream(found.training())
                        .mapToObj(row -> asFloats(training.row(row)))
                        .toList()))
        .toList();
  }

  /**
   * Returns the width that is set for the report's images, or for the table's if they can be shown.
   */
  static OptionalInt width(Settings settings) {
    OptionalInt ofReport = settings.report().imageWidth();
    return settings
        .data()
        .image()
        .filter(image -> ofReport.isEmpty() && (image.channels() == 1 || image.channels() == RGB))
        .map(image -> OptionalInt.of(image.width()))
        .orElse(ofReport);
  }

  /** Returns the channels of the report's images: of a width that is set for the report, grey. */
  private static int channels(Settings settings) {
    return settings.report().imageWidth().isPresent()
        ? 1
        : settings
            .data()
            .image()
            .map(ImageFormat::channels)
            .filter(channels -> channels == RGB)
            .orElse(1);
  }

  /** Returns pictures of the plane, if the rows have two columns. */
  Optional<Plane> plane(EvaluationTables tables) {
    return tables.columns().size() == 2
        ? Optional.of(new PlanePictures(settings, model, network, tables).plane())
        : Optional.empty();
  }

  private List<ChainFrame> chain() {
    List<ChainFrame> frames = new ArrayList<>();
    int width = model.description().scaler().dimension();
    model
        .chains(settings.sample())
        .over(network)
        .sample(
            Streams.of(settings.sample().seed(), Purpose.EVALUATION),
            CHAINS,
            (sigma, rows) ->
                frames.add(
                    new ChainFrame(
                        sigma,
                        IntStream.range(0, CHAINS)
                            .mapToObj(i -> inDataUnits(rows, i * width, width))
                            .toList())));
    return evenly(frames.size(), FRAMES).mapToObj(frames::get).toList();
  }

  private float[] inDataUnits(float[] units, int from, int width) {
    Scaler scaler = model.description().scaler();
    float[] row = new float[width];
    for (int i = 0; i < width; i++) {
      row[i] = (float) scaler.fromUnit(i, units[from + i]);
    }
    return row;
  }

  /**
   * Returns at most {@code wanted} evenly spaced indices below {@code size}, including the first
   * and the last.
   */
  static IntStream evenly(int size, int wanted) {
    int count = Math.min(size, wanted);
    return IntStream.range(0, count)
        .map(i -> count == 1 ? 0 : (int) Math.round((double) i * (size - 1) / (count - 1)));
  }

  private static List<float[]> floats(Matrix matrix) {
    return IntStream.range(0, Math.min(IMAGES, matrix.rows()))
        .mapToObj(i -> asFloats(matrix.row(i)))
        .toList();
  }

  static float[] asFloats(double[] row) {
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = (float) row[i];
    }
    return values;
  }
}
