package io.ncsn.job;

import io.ncsn.checkpoint.KeptClassifier;
import io.ncsn.checkpoint.KeptClassifier.Origin;
import io.ncsn.config.ImageFormat;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.evaluate.LabelClassifier;
import io.ncsn.evaluate.LabelledImages.Learnt;
import io.ncsn.evaluate.LearntLabels;
import io.ncsn.evaluate.Matrix;
import io.ncsn.network.ClassifierSpec;
import io.ncsn.network.ImageClassifier;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The classifier of a table's images, on numbers in data units. */
final class ImageLabels implements LabelClassifier {
  private static final Logger LOG = LoggerFactory.getLogger(ImageLabels.class);

  /** Goes up by one whenever classifiers are trained in another way. */
  private static final int TRAINING = 1;

  private final ImageClassifier classifier;
  private final ImageCodec codec;

  private ImageLabels(ImageClassifier classifier, ImageCodec codec) {
    this.classifier = classifier;
    this.codec = codec;
  }

  /**
   * Trains a classifier, or takes the one that an earlier run has trained on the same rows.
   *
   * @param codec gives images their standard mean and scale
   * @param table fingerprint of the table
   * @param kept keeps the classifier; empty: it is not kept
   */
  static Learnt of(
      ImageFormat format,
      ImageCodec codec,
      LearntLabels rows,
      String table,
      long seed,
      Optional<KeptClassifier> kept) {
    ClassifierSpec spec =
        new ClassifierSpec(format.height(), format.width(), format.channels(), rows.classes());
    int[] labels = rows.labels();
    Origin origin = new Origin(spec, table, labels.length, seed, TRAINING);
    ImageClassifier classifier =
        kept.flatMap(place -> place.read(origin))
            .map(parameters -> new ImageClassifier(spec, parameters))
            .orElseGet(
                () -> {
                  LOG.info("Training a classifier of images on {} images", labels.length);
                  ImageClassifier trained =
                      ImageClassifier.train(spec, standardised(rows.images(), codec), labels, seed);
                  kept.ifPresent(place -> place.write(origin, trained.parameters()));
                  return trained;
                });
    return new Learnt(
        new ImageLabels(classifier, codec), ClassifierSpec.FEATURES, labels.length, rows.unseen());
  }

  /**
   * Returns a classifier that a model keeps, for images that it has not learnt from.
   *
   * @param codec gives images the standard mean and scale that it was trained in
   */
  static Learnt kept(KeptClassifier.Kept kept, ImageCodec codec) {
    ImageClassifier classifier = new ImageClassifier(kept.origin().spec(), kept.parameters());
    return new Learnt(
        new ImageLabels(classifier, codec),
        ClassifierSpec.FEATURES,
        kept.origin().images(),
        Integer.MAX_VALUE);
  }

  @Override
  public Classified judge(Matrix images) {
    ImageClassifier.Judgement found = classifier.judge(standardised(images, codec));
    double[] features = new double[found.features().length];
    for (int i = 0; i < features.length; i++) {
      features[i] = found.features()[i];
    }
    return new Classified(
        new Matrix(images.rows(), ClassifierSpec.FEATURES, features), found.classes());
  }

  private static float[] standardised(Matrix images, ImageCodec codec) {
    float[] unit = new float[images.values().length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) codec.unit(0, images.values()[i]);
    }
    return unit;
  }
}
