package io.ncsn.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a classifier of images. Convolutions halve the image until no side is above 8; a
 * dense layer makes the features, and another one the classes. Images with a side above 32 are made
 * smaller first, by means of squares.
 *
 * @param classes number of classes, at least 2
 */
public record ClassifierSpec(int height, int width, int channels, int classes) {
  /** Features of an image: the outputs of the last layer but one. */
  public static final int FEATURES = 64;

  private static final int GREATEST_SIDE = 32;
  private static final int LAST_SIDE = 8;
  private static final int SMALL_SIDE = 16;
  private static final int FIRST_WINDOW = 5;
  private static final int WINDOW = 3;
  private static final int FIRST_CHANNELS = 16;
  private static final int MOST_CHANNELS = 64;

  /**
   * A convolution with zeros around the image.
   *
   * @param height the height of its output
   * @param width the width of its output
   */
  record Convolution(int window, int stride, int in, int out, int height, int width) {
    int inputs() {
      return window * window * in;
    }
  }

  /** Returns how many numbers an image has. */
  public int size() {
    return height * width * channels;
  }

  /** Returns the side of the squares of pixels whose means the first convolution sees. */
  int square() {
    return halves(Math.max(height, width), GREATEST_SIDE);
  }

  /** Returns the height of the image that the first convolution sees. */
  int seenHeight() {
    return halves(height, square());
  }

  /** Returns the width of the image that the first convolution sees. */
  int seenWidth() {
    return halves(width, square());
  }

  List<Convolution> convolutions() {
    List<Convolution> all = new ArrayList<>();
    int stride = Math.max(seenHeight(), seenWidth()) > SMALL_SIDE ? 2 : 1;
    Convolution last =
        new Convolution(
            FIRST_WINDOW,
            stride,
            channels,
            FIRST_CHANNELS,
            halves(seenHeight(), stride),
            halves(seenWidth(), stride));
    all.add(last);
    do {
      last =
          new Convolution(
              WINDOW,
              2,
              last.out(),
              Math.min(MOST_CHANNELS, 2 * last.out()),
              halves(last.height(), 2),
              halves(last.width(), 2));
      all.add(last);
    } while (Math.max(last.height(), last.width()) > LAST_SIDE);
    return all;
  }

  /** Returns inputs and outputs of each layer: the convolutions and the two dense layers. */
  List<int[]> layers() {
    List<int[]> layers = new ArrayList<>();
    Convolution last = null;
    for (Convolution next : convolutions()) {
      layers.add(new int[] {next.inputs(), next.out()});
      last = next;
    }
    layers.add(new int[] {last.height() * last.width() * last.out(), FEATURES});
    layers.add(new int[] {FEATURES, classes});
    return layers;
  }

  /** Returns the number of weights and biases. */
  int parameters() {
    return layers().stream().mapToInt(layer -> (layer[0] + 1) * layer[1]).sum();
  }

  private static int halves(int size, int parts) {
    return (size + parts - 1) / parts;
  }
}
