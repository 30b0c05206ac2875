package io.ncsn.bench;

import io.ncsn.config.NetworkSettings.Form;
import io.ncsn.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A network that is measured.
 *
 * @param dimension d, columns of the table
 * @param width of each of its three hidden layers
 */
record Size(int dimension, int width) {
  private static final int LAYERS = 3;

  /** From small to large. */
  static final List<Size> ALL = List.of(new Size(2, 128), new Size(16, 256), new Size(784, 512));

  NetworkSpec spec() {
    return new NetworkSpec(dimension, Collections.nCopies(LAYERS, width), Form.EDM);
  }

  /**
   * Floating-point operations of a row's forward pass: a multiplication and an addition a weight.
   */
  double forward() {
    double weights =
        (dimension + 1.0) * width + (LAYERS - 1.0) * width * width + (double) width * dimension;
    return 2 * weights;
  }

  /** Of a row's forward and backward pass; the gradient by the input is not needed. */
  double step() {
    return 3 * forward() - 2 * (dimension + 1.0) * width;
  }

  /** The peer's arguments for it. */
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
