package io.ncsn.evaluate;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The features that images were compared in.
 *
 * @param kind what gives them
 * @param count how many there are
 * @param learnt number of images that the classifier was trained on
 * @param accuracy share of the real images that it has not seen whose label it finds
 * @param sha256 of the file of the module that gave them
 */
public record ImageFeatures(
    Kind kind, int count, OptionalInt learnt, OptionalDouble accuracy, Optional<String> sha256) {
  /** What gives features. */
  public enum Kind {
    /** A classifier of the labels, trained for this purpose. */
    CLASSIFIER,
    /** Convolutions with random weights. */
    RANDOM,
    /** A TorchScript module that the user brings. */
    MODULE
  }

  /** Features of random convolutions. */
  static ImageFeatures random() {
    return new ImageFeatures(
        Kind.RANDOM,
        RandomConvolutions.FEATURES,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  /** Features of a classifier. */
  static ImageFeatures classifier(int count, int learnt, double accuracy) {
    return new ImageFeatures(
        Kind.CLASSIFIER,
        count,
        OptionalInt.of(learnt),
        OptionalDouble.of(accuracy),
        Optional.empty());
  }

  /** Features of a module that the user brings. */
  public static ImageFeatures module(int count, String sha256) {
    return new ImageFeatures(
        Kind.MODULE, count, OptionalInt.empty(), OptionalDouble.empty(), Optional.of(sha256));
  }

  /** These features, beside which a classifier of the labels was trained. */
  ImageFeatures with(int images, double found) {
    return new ImageFeatures(kind, count, OptionalInt.of(images), OptionalDouble.of(found), sha256);
  }
}
