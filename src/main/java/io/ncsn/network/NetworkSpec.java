package io.ncsn.network;

import io.ncsn.config.NetworkSettings;
import java.io.Serializable;
import java.util.List;

/**
 * The shape of a score network: an MLP whose input is a preconditioned row and the noise embedding,
 * d + 1 numbers, and whose output F is d numbers.
 *
 * @param dimension d, columns of a row
 * @param hidden widths of the hidden layers, each followed by SiLU
 * @param form how F becomes a score
 */
public record NetworkSpec(int dimension, List<Integer> hidden, NetworkSettings.Form form)
    implements Serializable {
  public NetworkSpec {
    hidden = List.copyOf(hidden);
    if (dimension < 1 || hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "Cannot make a network of dimension "
              + dimension
              + " and hidden layers "
              + hidden
              + ": all must be positive");
    }
  }

  /** Width of the network's input: the row and the noise embedding. */
  public int inputs() {
    return dimension + 1;
  }

  /** Layers with weights, the last (linear) one included. */
  public int layers() {
    return hidden.size() + 1;
  }

  /** Inputs of layer {@code layer}, from 0. */
  public int fanIn(int layer) {
    return layer == 0 ? inputs() : hidden.get(layer - 1);
  }

  /** Outputs of layer {@code layer}, from 0. */
  public int fanOut(int layer) {
    return layer == hidden.size() ? dimension : hidden.get(layer);
  }

  /**
   * n, the length of the flat parameter vector: for each layer the weights [in, out] in column
   * order, then the biases.
   */
  public int parameters() {
    long count = 0;
    for (int layer = 0; layer < layers(); layer++) {
      count += (long) fanIn(layer) * fanOut(layer) + fanOut(layer);
    }
    return Math.toIntExact(count);
  }

  /** Floating-point operations of one forward pass of one row. */
  public double forwardFlops() {
    return 2.0 * parameters();
  }
}
