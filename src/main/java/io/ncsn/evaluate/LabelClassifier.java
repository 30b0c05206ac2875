package io.ncsn.evaluate;

/** A classifier of images, as the measures use it. */
public interface LabelClassifier {
  /**
   * Judges images.
   *
   * @param images a row each, in data units
   */
  Classified judge(Matrix images);

  /**
   * What a classifier says of some images.
   *
   * @param features a row of features for each image
   * @param classes the most probable class of each image
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  record Classified(Matrix features, int[] classes) {}
}
