package io.ncsn.network;

import io.ncsn.network.NetworkSettings.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network in double precision, by plain loops in Java: the reference of all kernels. Second
 * derivatives come from {@link DualMatrix}.
 */
final class ExactNetwork {
  private final NetworkSpec spec;
  private final DualMatrix input;
  private final double[] nearestKink;
  private final DualMatrix gradients;
  private final ExactStep network;

  /**
   * The network at some rows.
   *
   * @param parameters flat, [n]
   * @param input [rows, inputs]
   */
  ExactNetwork(NetworkSpec spec, float[] parameters, double[] input) {
    this.spec = spec;
    this.input = DualMatrix.of(input, spec.inputs());
    this.nearestKink = new double[this.input.rows()];
    Arrays.fill(nearestKink, Double.POSITIVE_INFINITY);
    this.gradients = new DualMatrix(1, spec.parameters());
    this.network = network(parameters);
  }

  private ExactStep network(float[] parameters) {
    List<ExactStep> steps = new ArrayList<>();
    List<ExactStep> block = new ArrayList<>();
    int at = 0;
    List<Layer> layers = spec.layers();
    for (Layer layer : layers) {
      if (layer.normed()) {
        block.add(new ExactNorm(layer.in(), parameters, at, gradients));
        at += 2 * layer.in();
      }
      block.add(new ExactDense(layer, parameters, at, gradients));
      at += (layer.in() + 1) * layer.out();
      if (layer.activated()) {
        block.add(new ExactActivation(spec.activation(), nearestKink));
      }
      boolean residual = spec.architecture() instanceof Residual;
      if (!residual || !layer.activated()) { // the second layer of a block, or one outside of them
        ExactStep whole = new ExactStep.Chain(List.copyOf(block));
        boolean inStream = residual && block.size() > 1;
        steps.add(inStream ? new ExactStep.Residual(whole) : whole);
        block.clear();
      }
    }
    return new ExactStep.Chain(steps);
  }

  /** [rows, outputs]. */
  double[] output() {
    return network.forward(input).values();
  }

  /** How near each row comes to where an activation's derivative may jump, [rows]. */
  double[] nearestKink() {
    output();
    return nearestKink;
  }

  /** The gradient of v·(output) by the input, [rows, inputs]; {@code v} is [rows, outputs]. */
  double[] inputGradient(double[] v) {
    network.forward(input);
    return network.backward(DualMatrix.of(v, spec.outputs())).values();
  }

  /** F, [rows, dimension]. */
  double[] field() {
    if (spec.kind() == Kind.SCORE) {
      return output();
    }
    double[] slopes = inputGradient(ones());
    double[] field = new double[input.rows() * spec.dimension()];
    for (int i = 0; i < field.length; i++) {
      field[i] = -slopes[place(i)];
    }
    return field;
  }

  /** vᵀ(∇²e)v by row; {@code v} is [rows, dimension]. */
  double[] curvature(double[] v) {
    network.forward(input.along(padded(v)));
    double[] changes = network.backward(DualMatrix.of(ones(), 1)).slopes();
    double[] forms = new double[input.rows()];
    for (int i = 0; i < v.length; i++) {
      forms[i / spec.dimension()] += v[i] * changes[place(i)];
    }
    return forms;
  }

  /**
   * The gradient of u·F by the parameters, [n]; {@code u} is [rows, dimension]. For an energy it is
   * that of −u·∇e, the slope of ∇e by the parameters along u.
   */
  double[] parameterGradient(double[] u) {
    Arrays.fill(gradients.values(), 0);
    Arrays.fill(gradients.slopes(), 0);
    if (spec.kind() == Kind.SCORE) {
      network.forward(input);
      network.backward(DualMatrix.of(u, spec.outputs()));
      return gradients.values();
    }
    network.forward(input.along(padded(u)));
    network.backward(DualMatrix.of(ones(), 1));
    return Arrays.stream(gradients.slopes()).map(slope -> -slope).toArray();
  }

  private double[] ones() {
    double[] ones = new double[input.rows()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** From [rows, dimension] to [rows, inputs]. */
  private double[] padded(double[] v) {
    double[] padded = new double[input.values().length];
    for (int i = 0; i < v.length; i++) {
      padded[place(i)] = v[i];
    }
    return padded;
  }

  private int place(int i) {
    return i / spec.dimension() * spec.inputs() + i % spec.dimension();
  }
}
