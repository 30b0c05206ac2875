package io.ncsn.network;

/**
 * Rows prepared for the network as a weighted least-squares problem: loss = mean over rows of
 * ½·w·‖F(input) − target‖². F is the output of a score network, or −∇e of an energy network. The
 * arrays are overwritten for each minibatch.
 */
public final class Minibatch {
  private final int rows;
  private final int dimension;
  final float[] input;
  final float[] target;
  final float[] weight;

  /** Allocates {@code rows} rows for a network of {@code spec}. */
  public Minibatch(int rows, NetworkSpec spec) {
    this.rows = rows;
    this.dimension = spec.dimension();
    this.input = new float[rows * spec.inputs()];
    this.target = new float[rows * dimension];
    this.weight = new float[rows];
  }

  public int rows() {
    return rows;
  }

  int dimension() {
    return dimension;
  }
}
