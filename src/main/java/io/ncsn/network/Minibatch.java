package io.ncsn.network;

/**
 * Rows made ready for the network: a weighted least-squares problem, loss = mean over rows of
 * ½·w·‖F(input) − target‖². Its arrays are written anew for each minibatch.
 */
public final class Minibatch {
  private final int rows;
  private final int dimension;
  final float[] input;
  final float[] target;
  final float[] weight;

  /** Room for {@code rows} rows of {@code dimension} columns. */
  public Minibatch(int rows, int dimension) {
    this.rows = rows;
    this.dimension = dimension;
    this.input = new float[rows * (dimension + 1)];
    this.target = new float[rows * dimension];
    this.weight = new float[rows];
  }

  public int rows() {
    return rows;
  }

  /** The network's output on these rows, [rows, dimension], into {@code outputs}. */
  public void forward(Kernel kernel, float[] outputs) {
    kernel.forward(input, rows, outputs);
  }

  int dimension() {
    return dimension;
  }
}
