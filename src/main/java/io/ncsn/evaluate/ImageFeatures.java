package io.ncsn.evaluate;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The features that images were compared in.
 *
 * @param kind what gives them
 * @param count how many there are
 * @param learnt number of images that the classifier was trained on
 * @param accuracy share of the real images that it has not seen whose label it finds
 */
public record ImageFeatures(Kind kind, int count, OptionalInt learnt, OptionalDouble accuracy) {
  /** What gives features. */
  public enum Kind {
    /** A classifier of the labels, trained for this purpose. */
    CLASSIFIER,
    /** Convolutions with random weights. */
    RANDOM
  }

  /** Features of random convolutions. */
  static ImageFeatures random() {
    return new ImageFeatures(
        Kind.RANDOM, RandomConvolutions.FEATURES, OptionalInt.empty(), OptionalDouble.empty());
  }

  /** Features of a classifier. */
  static ImageFeatures classifier(int count, int learnt, double accuracy) {
    return new ImageFeatures(
        Kind.CLASSIFIER, count, OptionalInt.of(learnt), OptionalDouble.of(accuracy));
  }
}
