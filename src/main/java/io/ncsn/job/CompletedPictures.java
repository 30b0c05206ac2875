package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.MixedSpec;
import io.ncsn.network.TrainedNetwork;
import io.ncsn.report.Images;
import io.ncsn.report.Images.Completion;
import io.ncsn.sample.Completions;
import io.ncsn.sample.NonFiniteSamplesException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report's completed images: the lower half of some, drawn given the upper half. */
final class CompletedPictures {
  private static final Logger LOG = LoggerFactory.getLogger(CompletedPictures.class);

  private static final int IMAGES = 6;
  private static final int DRAWS = 2;

  /** Numbers of all images: of large ones fewer are completed, since each takes seconds. */
  private static final int MOST_NUMBERS = 20_000;

  private final ModelDescription model;
  private final long seed;
  private final boolean labelled;

  /**
   * Makes the pictures of a model.
   *
   * @param labelled whether the last number of a real image is its label, which is then given; or
   *     else all that stands beside the images is drawn
   */
  CompletedPictures(TrainedModel model, long seed, boolean labelled) {
    this.model = model.description();
    this.seed = seed;
    this.labelled = labelled;
  }

  /**
   * Completes images. Images of one line have no upper half, and draws that end in NaN are not
   * shown: then there are none.
   *
   * @param shown gives their shape
   * @param real images in data units, and in the last column the codes of their labels if they are
   *     labelled
   */
  List<Completion> of(Images shown, Matrix real, TrainedNetwork network) {
    int size = shown.real().get(0).length;
    int line = shown.width() * shown.channels();
    int known = size / line / 2 * line;
    if (known == 0 || !Completions.has(model)) {
      return List.of();
    }
    int count = Math.min(Math.max(1, Math.min(IMAGES, MOST_NUMBERS / size)), real.rows());
    float[] given = given(real, count, known, size);
    try {
      float[] drawn = Completions.of(model, network, seed, given, count * DRAWS);
      return IntStream.range(0, count)
          .mapToObj(i -> completion(real.row(i), known, drawn, i * DRAWS, size))
          .toList();
    } catch (NonFiniteSamplesException diverged) {
      LOG.warn("The report has no completed images: {}", diverged.getMessage());
      return List.of();
    }
  }

  /** Returns the width of a stored row. */
  private int width() {
    return model.codec().width();
  }

  /** Returns whether other columns than a label stand beside the images; they are drawn too. */
  private boolean hasColumns() {
    return model.network() instanceof MixedSpec mixed && mixed.hasColumns();
  }

  /** Returns stored rows, each as often as it is drawn, with NaN for what is drawn. */
  private float[] given(Matrix real, int count, int known, int size) {
    int width = width();
    float[] stored = new float[count * DRAWS * width];
    for (int i = 0; i < count * DRAWS; i++) {
      double[] row = real.row(i / DRAWS);
      for (int j = 0; j < width; j++) {
        boolean isGiven = j < known || (j >= size && labelled && !hasColumns());
        stored[i * width + j] = isGiven ? (float) unit(j, row[j]) : Float.NaN;
      }
    }
    return stored;
  }

  private Completion completion(double[] real, int known, float[] drawn, int first, int size) {
    return new Completion(
        ReportPictures.asFloats(Arrays.copyOf(real, size)),
        known,
        IntStream.range(first, first + DRAWS)
            .mapToObj(draw -> image(drawn, draw * width(), size))
            .toList());
  }

  private float[] image(float[] drawn, int at, int size) {
    float[] image = new float[size];
    for (int j = 0; j < size; j++) {
      image[j] = (float) value(j, drawn[at + j]);
    }
    return image;
  }

  private double unit(int column, double value) {
    if (!model.isMixed()) {
      return model.scaler().toUnit(column, value);
    }
    ImageCodec image = image();
    return column < image.size() ? (value - image.mean()) / image.scale() : value;
  }

  private double value(int column, double unit) {
    return model.isMixed()
        ? unit * image().scale() + image().mean()
        : model.scaler().fromUnit(column, unit);
  }

  private ImageCodec image() {
    return (ImageCodec) model.codec().columns().get(0);
  }
}
