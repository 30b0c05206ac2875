package io.ncsn.job;

import io.ncsn.checkpoint.KeptClassifier;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.LevelCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.evaluate.GatheredRows;
import io.ncsn.evaluate.LabelledImages.Learnt;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.ClassifierSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;

/**
 * The classifier of images that a model keeps, by which samples of any run are measured alike. It
 * takes images in the units of the model's codec, and numbers classes as that does.
 */
final class ModelClassifier {
  private final String directory;
  private final ModelDescription model;
  private final KeptClassifier.Kept kept;

  private ModelClassifier(String directory, ModelDescription model, KeptClassifier.Kept kept) {
    this.directory = directory;
    this.model = model;
    this.kept = kept;
  }

  /**
   * Reads the classifier of a model directory.
   *
   * @throws ConfigException if the model keeps none
   */
  static ModelClassifier of(String directory, Configuration hadoop) {
    ModelDescription model = ModelDirectory.at(directory, hadoop).read().model();
    KeptClassifier.Kept kept =
        ofLabels(model.codec())
            .flatMap(any -> KeptClassifier.in(directory, hadoop).read())
            .orElseThrow(
                () ->
                    new ConfigException(
                        "Cannot evaluate by the classifier of --model '%s': it keeps none; 'ncsn pipeline' keeps the one that it measures images with labels by. Give a model of such a run, or leave --model out"
                            .formatted(directory)));
    return new ModelClassifier(directory, model, kept);
  }

  /**
   * Returns the classifier for images of another table, of which it has seen none.
   *
   * @throws ConfigException if it is of images of another shape
   */
  Learnt of(ImageFormat format) {
    ClassifierSpec spec = kept.origin().spec();
    if (spec.height() != format.height()
        || spec.width() != format.width()
        || spec.channels() != format.channels()) {
      throw new ConfigException(
          "Cannot evaluate images of %d x %d pixels with %d channels by the classifier of --model '%s': it was trained on %d x %d pixels with %d channels; give a model of such images, or leave --model out"
              .formatted(
                  format.width(),
                  format.height(),
                  format.channels(),
                  directory,
                  spec.width(),
                  spec.height(),
                  spec.channels()));
    }
    return ImageLabels.kept(kept, (ImageCodec) model.codec().columns().get(0));
  }

  /**
   * Returns rows with the numbers that the model gives classes. One that the model does not know
   * gets a number behind all of its own.
   *
   * @param table codec of an image, its label and others, which gave the rows their numbers
   */
  GatheredRows renumbered(GatheredRows rows, RowCodec table) {
    List<String> own = ofLabels(model.codec()).orElseThrow();
    List<String> others = ofLabels(table).orElseThrow();
    Matrix all = rows.matrix();
    double[] values = all.values().clone();
    for (int at = all.columns() - 1; at < values.length; at += all.columns()) {
      int level = (int) values[at];
      int found = level < others.size() ? own.indexOf(others.get(level)) : -1;
      values[at] = found < 0 ? own.size() + 1 + level : found;
    }
    return new GatheredRows(
        new Matrix(all.rows(), all.columns(), values), rows.finite(), rows.nonFinite());
  }

  /** Returns the labels in the order of their numbers, if {@code codec} is of images with some. */
  private static Optional<List<String>> ofLabels(RowCodec codec) {
    if (codec.columns().size() < 2 || !(codec.columns().get(0) instanceof ImageCodec)) {
      return Optional.empty();
    }
    ColumnCodec label = codec.columns().get(1);
    if (label instanceof CategoryCodec category) {
      return Optional.of(
          IntStream.range(0, category.coded())
              .mapToObj(level -> category.levels().text(level).toString())
              .toList());
    }
    return label instanceof LevelCodec levels ? Optional.of(levels.values()) : Optional.empty();
  }
}
