package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Activation;

/** An activation with its first two derivatives. */
final class ExactActivation implements ExactStep {
  private final Activation kind;
  private final double[] nearestKink;
  private DualMatrix input;

  /**
   * The activation of {@code kind}.
   *
   * @param nearestKink [rows] or more; the forward pass lowers it to the row's least |x|
   */
  ExactActivation(Activation kind, double[] nearestKink) {
    this.kind = kind;
    this.nearestKink = nearestKink;
  }

  @Override
  public DualMatrix forward(DualMatrix x) {
    input = x;
    DualMatrix activated = new DualMatrix(x.rows(), x.columns());
    for (int i = 0; i < x.values().length; i++) {
      double at = x.values()[i];
      activated.values()[i] = value(at);
      activated.slopes()[i] = first(at) * x.slopes()[i];
      int row = i / x.columns();
      nearestKink[row] = Math.min(nearestKink[row], Math.abs(at));
    }
    return activated;
  }

  @Override
  public DualMatrix backward(DualMatrix gradient) {
    DualMatrix below = new DualMatrix(input.rows(), input.columns());
    for (int i = 0; i < below.values().length; i++) {
      double at = input.values()[i];
      below.values()[i] = gradient.values()[i] * first(at);
      below.slopes()[i] =
          gradient.slopes()[i] * first(at) + gradient.values()[i] * second(at) * input.slopes()[i];
    }
    return below;
  }

  private double value(double x) {
    return switch (kind) {
      case SILU -> x * sigmoid(x);
      case ELU -> x > 0 ? x : Math.expm1(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(x, 0);
    };
  }

  private double first(double x) {
    double s = sigmoid(x);
    return switch (kind) {
      case SILU -> s * (1 + x * (1 - s));
      case ELU -> x > 0 ? 1 : Math.exp(x);
      case SOFTPLUS -> s;
      case TANH -> 1 - Math.tanh(x) * Math.tanh(x);
      case RELU -> x > 0 ? 1 : 0;
    };
  }

  private double second(double x) {
    double s = sigmoid(x);
    double t = Math.tanh(x);
    return switch (kind) {
      case SILU -> s * (1 - s) * (2 + x * (1 - 2 * s));
      case ELU -> x > 0 ? 0 : Math.exp(x);
      case SOFTPLUS -> s * (1 - s);
      case TANH -> -2 * t * (1 - t * t);
      case RELU -> 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
