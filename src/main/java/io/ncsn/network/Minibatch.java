package io.ncsn.network;

/**
 * Rows made ready for the network: a weighted least-squares problem, loss = mean over rows of
 * ½·w·‖F(input) − target‖², F being the output of a score network or −∇e of an energy's. Its arrays
 * are written anew for each minibatch.
 */
public final class Minibatch {
  private final int rows;
  private final int dimension;
  final float[] input;
  final float[] target;
  final float[] weight;

  /** Room for {@code rows} rows of a network of {@code spec}. */
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
