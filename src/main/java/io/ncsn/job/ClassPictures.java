package io.ncsn.job;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.LevelCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.MixedScoreNetwork;
import io.ncsn.report.Images.ChainFrame;
import io.ncsn.report.Images.ClassImages;
import io.ncsn.sample.LabelledChains;
import io.ncsn.sample.SampleSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The report's pictures of images with labels, by class. */
final class ClassPictures {
  private static final int IMAGES = 10;
  private static final int FRAMES = 16;
  private static final int CHAINS = 10;

  private ClassPictures() {}

  /**
   * Parts images by their class.
   *
   * @param samples images and, in the last column, their classes
   * @param real as {@code samples}
   * @return one for each class that samples or real images have, in the order of the classes
   */
  static List<ClassImages> of(RowCodec codec, Matrix samples, Matrix real) {
    int[] drawn = classes(samples);
    int[] there = classes(real);
    return IntStream.concat(Arrays.stream(drawn), Arrays.stream(there))
        .distinct()
        .sorted()
        .mapToObj(
            label ->
                new ClassImages(
                    name(codec, label),
                    (int) Arrays.stream(drawn).filter(found -> found == label).count(),
                    images(samples, drawn, label),
                    images(real, there, label)))
        .toList();
  }

  private static int[] classes(Matrix rows) {
    return Arrays.stream(rows.column(rows.columns() - 1)).mapToInt(label -> (int) label).toArray();
  }

  private static List<float[]> images(Matrix rows, int[] labels, int label) {
    return IntStream.range(0, labels.length)
        .filter(row -> labels[row] == label)
        .limit(IMAGES)
        .mapToObj(row -> ReportPictures.asFloats(Arrays.copyOf(rows.row(row), rows.columns() - 1)))
        .toList();
  }

  /** Returns a class's name; classes that share a code, and images without a label, have none. */
  private static String name(RowCodec codec, int label) {
    for (ColumnCodec column : codec.columns()) {
      if (column instanceof CategoryCodec category && label < category.coded()) {
        return category.levels().text(label).toString();
      }
      if (column instanceof LevelCodec levels && label < levels.values().size()) {
        return levels.values().get(label);
      }
    }
    return "other";
  }

  /** Draws a chain for each of the first classes of the samples. */
  static List<ChainFrame> chains(TrainedModel model, SampleSettings settings, Matrix samples) {
    ModelDescription description = model.description();
    if (!LabelledChains.has(description)) {
      return List.of();
    }
    int[] labels = Arrays.stream(classes(samples)).distinct().sorted().limit(CHAINS).toArray();
    ImageCodec image = (ImageCodec) description.codec().columns().get(0);
    List<ChainFrame> frames = new ArrayList<>();
    try (MixedScoreNetwork network = model.mixedNetwork()) {
      LabelledChains.watch(
          description,
          network,
          settings,
          labels,
          (sigma, rows) -> frames.add(frame(image, sigma, rows, labels.length)));
    }
    return ReportPictures.evenly(frames.size(), FRAMES).mapToObj(frames::get).toList();
  }

  private static ChainFrame frame(ImageCodec image, double sigma, float[] rows, int count) {
    List<float[]> images = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      float[] values = new float[image.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (rows[row * (rows.length / count) + i] * image.scale() + image.mean());
      }
      images.add(values);
    }
    return new ChainFrame(sigma, images);
  }
}
