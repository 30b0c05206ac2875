package io.ncsn.evaluate;

import java.util.Arrays;

/**
 * Real images with labels in the order of their rank, of which a classifier learns from all but the
 * first: so that its accuracy, and what real images get, is measured on images that it has not
 * seen.
 *
 * @param rows images and, in the last column, their classes
 * @param unseen how many rows the classifier does not learn from
 */
public record LearntLabels(GatheredRows rows, int unseen) {
  /** Number of images that make a useful classifier of small pictures in half a minute. */
  private static final int MOST_IMAGES = 16_000;

  /** 128 MB. */
  private static final int MOST_NUMBERS = 1 << 24;

  private static final int LEAST_IMAGES = 100;

  /**
   * Returns how many rows to gather, so that a classifier has enough to learn from.
   *
   * @param compared rows that are gathered in any case
   * @param width numbers of a row
   */
  static int limit(int compared, int width) {
    return Math.max(
        compared, ImageMeasures.MOST_ROWS + Math.min(MOST_IMAGES, MOST_NUMBERS / width));
  }

  /**
   * Parts real rows. At least half of them are left to learn from.
   *
   * @param compared rows that real images are compared by, if there are so many
   */
  static LearntLabels of(GatheredRows rows, int compared) {
    int half = rows.matrix().rows() / 2;
    return new LearntLabels(rows, Math.min(Math.min(ImageMeasures.MOST_ROWS, compared), half));
  }

  /** Returns whether there is enough to learn: two classes, and a hundred images. */
  public boolean suffice() {
    return classes() > 1
        && rows.matrix().rows() - unseen >= LEAST_IMAGES
        && Arrays.stream(labels()).distinct().count() > 1;
  }

  /** Returns the number of classes, which is one above the greatest. */
  public int classes() {
    return Arrays.stream(LabelledImages.classes(rows.matrix())).max().orElse(-1) + 1;
  }

  /** Returns the labels of the images to learn from. */
  public int[] labels() {
    int[] all = LabelledImages.classes(rows.matrix());
    return Arrays.copyOfRange(all, unseen, all.length);
  }

  /** Returns the images to learn from, without their labels. */
  public Matrix images() {
    return LabelledImages.pixels(rows.matrix(), unseen);
  }
}
