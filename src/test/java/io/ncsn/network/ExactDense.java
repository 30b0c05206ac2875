package io.ncsn.network;

/** x·Wᵀ + b. */
final class ExactDense implements ExactStep {
  private final Layer layer;
  private final int at;
  private final double[] weight;
  private final double[] transposed;
  private final double[] bias;
  private final DualMatrix gradients;
  private DualMatrix input;

  /**
   * A dense layer.
   *
   * @param parameters flat, [n]; the layer's begin at {@code at}
   * @param gradients [1, n]; the backward pass adds to them
   */
  ExactDense(Layer layer, float[] parameters, int at, DualMatrix gradients) {
    this.layer = layer;
    this.at = at;
    this.gradients = gradients;
    this.weight = new double[layer.out() * layer.in()];
    this.transposed = new double[weight.length];
    this.bias = new double[layer.out()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = parameters[at + i];
      transposed[i % layer.in() * layer.out() + i / layer.in()] = weight[i];
    }
    for (int i = 0; i < bias.length; i++) {
      bias[i] = parameters[at + weight.length + i];
    }
  }

  @Override
  public DualMatrix forward(DualMatrix x) {
    input = x;
    DualMatrix y = x.times(transposed, layer.out());
    for (int i = 0; i < y.values().length; i++) {
      y.values()[i] += bias[i % bias.length];
    }
    return y;
  }

  @Override
  public DualMatrix backward(DualMatrix gradient) {
    gradient.addTransposedTimes(input, gradients, at);
    gradient.addColumnSums(gradients, at + weight.length);
    return gradient.times(weight, layer.in());
  }
}
