package io.ncsn.network;

/** (x − mean)/√(variance + ε)·gain + shift over each row. */
final class ExactNorm implements ExactStep {
  private final int width;
  private final int at;
  private final float[] parameters;
  private final DualMatrix gradients;
  private DualMatrix input;

  /**
   * A normalisation over {@code width} columns.
   *
   * @param parameters flat, [n]; the gain begins at {@code at}, the shift follows it
   * @param gradients [1, n]; the backward pass adds to them
   */
  ExactNorm(int width, float[] parameters, int at, DualMatrix gradients) {
    this.width = width;
    this.at = at;
    this.parameters = parameters;
    this.gradients = gradients;
  }

  @Override
  public DualMatrix forward(DualMatrix x) {
    input = x;
    DualMatrix y = new DualMatrix(x.rows(), width);
    for (int row = 0; row < x.rows(); row++) {
      Dual[] normed = normed(row);
      for (int j = 0; j < width; j++) {
        set(y, row, j, normed[j].times(gain(j)).plus(new Dual(shift(j), 0)));
      }
    }
    return y;
  }

  /** With g = gradient·gain and x̂ normalised: (g − mean(g) − x̂·mean(g·x̂))/√(variance + ε). */
  @Override
  public DualMatrix backward(DualMatrix gradient) {
    DualMatrix below = new DualMatrix(input.rows(), width);
    for (int row = 0; row < input.rows(); row++) {
      Dual[] normed = normed(row);
      Dual mean = Dual.ZERO;
      Dual along = Dual.ZERO;
      for (int j = 0; j < width; j++) {
        Dual above = get(gradient, row, j);
        add(at + j, above.times(normed[j]));
        add(at + width + j, above);
        mean = mean.plus(above.times(gain(j) / width));
        along = along.plus(above.times(normed[j]).times(gain(j) / width));
      }
      Dual scale = scale(row);
      for (int j = 0; j < width; j++) {
        Dual g = get(gradient, row, j).times(gain(j));
        set(below, row, j, g.minus(mean).minus(normed[j].times(along)).times(scale));
      }
    }
    return below;
  }

  private Dual[] normed(int row) {
    Dual mean = mean(row);
    Dual scale = scale(row);
    Dual[] normed = new Dual[width];
    for (int j = 0; j < width; j++) {
      normed[j] = get(input, row, j).minus(mean).times(scale);
    }
    return normed;
  }

  private Dual mean(int row) {
    Dual sum = Dual.ZERO;
    for (int j = 0; j < width; j++) {
      sum = sum.plus(get(input, row, j));
    }
    return sum.times(1.0 / width);
  }

  private Dual scale(int row) {
    Dual mean = mean(row);
    Dual squares = Dual.ZERO;
    for (int j = 0; j < width; j++) {
      Dual centred = get(input, row, j).minus(mean);
      squares = squares.plus(centred.times(centred));
    }
    return squares.times(1.0 / width).plus(new Dual(Layer.NORM_EPSILON, 0)).inverseRoot();
  }

  private double gain(int column) {
    return parameters[at + column];
  }

  private double shift(int column) {
    return parameters[at + width + column];
  }

  private void add(int index, Dual part) {
    gradients.values()[index] += part.value;
    gradients.slopes()[index] += part.slope;
  }

  private Dual get(DualMatrix matrix, int row, int column) {
    int i = row * width + column;
    return new Dual(matrix.values()[i], matrix.slopes()[i]);
  }

  private void set(DualMatrix matrix, int row, int column, Dual number) {
    matrix.values()[row * width + column] = number.value;
    matrix.slopes()[row * width + column] = number.slope;
  }

  /** value + slope·ε. */
  private record Dual(double value, double slope) {
    static final Dual ZERO = new Dual(0, 0);

    Dual plus(Dual other) {
      return new Dual(value + other.value, slope + other.slope);
    }

    Dual minus(Dual other) {
      return plus(other.times(-1));
    }

    Dual times(double factor) {
      return new Dual(value * factor, slope * factor);
    }

    Dual times(Dual other) {
      return new Dual(value * other.value, value * other.slope + slope * other.value);
    }

    Dual inverseRoot() {
      double root = 1 / Math.sqrt(value);
      return new Dual(root, -slope * root / (2 * value));
    }
  }
}
