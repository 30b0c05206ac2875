package io.ncsn.network;

import static io.ncsn.network.Torch.plus;
import static io.ncsn.network.Torch.squaredNorm;
import static io.ncsn.network.Torch.times;

import org.bytedeco.pytorch.Tensor;

/** An unconditional network as a {@link Loss} sees it. Use it within a PointerScope. */
final class LossModel {
  private static final double ANY_SIGMA = 1;

  private final TorchGraph graph;
  private final Field field;
  private final NetworkSpec spec;
  private final Precondition form;

  /**
   * Makes the model.
   *
   * @param graph the network under autograd
   * @param field the same network without autograd
   */
  LossModel(TorchGraph graph, Field field) {
    this.graph = graph;
    this.field = field;
    this.spec = graph.spec();
    this.form = Precondition.of(spec, ANY_SIGMA);
  }

  /** Returns s(x), [rows, dimension], for differentiable {@code x}. */
  Tensor score(Tensor x) {
    return times(form.skip(), x).add(times(form.out(), graph.field(times(form.in(), x))));
  }

  /** Returns E(x), [rows]. Only for energy networks. */
  Tensor energy(Tensor x) {
    Tensor e = graph.output(times(form.in(), x)).squeeze(Torch.COLUMNS);
    Tensor energy = times(-form.skip() / 2, squaredNorm(x)).add(times(form.out() / form.in(), e));
    return plus(energy, form.energyAtZero(spec.dimension()));
  }

  /** Returns s(x) as plain numbers. */
  float[] scoreValues(float[] x, int rows) {
    float[] input = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      input[i] = (float) form.in() * x[i];
    }
    float[] score = new float[x.length];
    field.of(input, rows, score);
    for (int i = 0; i < x.length; i++) {
      score[i] = (float) (form.skip() * x[i] + form.out() * score[i]);
    }
    return score;
  }

  /**
   * Returns ∂(Σ over rows of y)/∂x, [rows, dimension]. These are the derivatives of single rows,
   * because no row of y depends on another row of x.
   */
  Tensor gradient(Tensor y, Tensor x) {
    return TorchGraph.derivative(y.sum(), x);
  }
}
