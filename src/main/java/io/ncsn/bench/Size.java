package io.ncsn.bench;

import io.ncsn.network.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The size of a measured network.
 *
 * @param dimension d, the number of columns in the table
 * @param width width of each of the three hidden layers
 */
record Size(int dimension, int width) {
  private static final int LAYERS = 3;

  /** All sizes, from small to large. */
  static final List<Size> ALL = List.of(new Size(2, 128), new Size(16, 256), new Size(784, 512));

  NetworkSpec spec() {
    return new NetworkSpec(dimension, Collections.nCopies(LAYERS, width), Form.EDM);
  }

  /**
   * Returns the floating-point operations of a row's forward pass: one multiplication and one
   * addition per weight.
   */
  double forward() {
    double weights =
        (dimension + 1.0) * width + (LAYERS - 1.0) * width * width + (double) width * dimension;
    return 2 * weights;
  }

  /**
   * Returns the floating-point operations of a row's forward and backward pass, without the
   * gradient by the input.
   */
  double step() {
    return 3 * forward() - 2 * (dimension + 1.0) * width;
  }

  /** Returns the peer's arguments for this size. */
  List<String> arguments() {
    String widths =
        Collections.nCopies(LAYERS, width).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return List.of("--dim", String.valueOf(dimension), "--hidden", widths);
  }

  @Override
  public String toString() {
    return String.valueOf(dimension);
  }
}
