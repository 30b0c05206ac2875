package io.ncsn.network;

import static io.ncsn.network.Torch.plus;
import static io.ncsn.network.Torch.squaredNorm;
import static io.ncsn.network.Torch.times;

import org.bytedeco.pytorch.Tensor;

/** An unconditional network as a {@link Loss} sees it; to be used within a PointerScope. */
final class LossModel {
  private static final double ANY_SIGMA = 1;

  private final TorchGraph graph;
  private final Field field;
  private final NetworkSpec spec;
  private final Precondition form;

  /**
   * @param graph the network under autograd
   * @param field the same network without
   */
  LossModel(TorchGraph graph, Field field) {
    this.graph = graph;
    this.field = field;
    this.spec = graph.spec();
    this.form = Precondition.of(spec, ANY_SIGMA);
  }

  /** s(x), [rows, dimension], of differentiable {@code x}. */
  Tensor score(Tensor x) {
    return times(form.skip(), x).add(times(form.out(), graph.field(times(form.in(), x))));
  }

  /** E(x), [rows]; of energy networks. */
  Tensor energy(Tensor x) {
    Tensor e = graph.output(times(form.in(), x)).squeeze(Torch.COLUMNS);
    Tensor energy = times(-form.skip() / 2, squaredNorm(x)).add(times(form.out() / form.in(), e));
    return plus(energy, form.energyAtZero(spec.dimension()));
  }

  /** s(x) as mere numbers. */
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
   * ∂(Σ over rows of y)/∂x, [rows, dimension]: row by row, as no row of y depends on another's x.
   */
  Tensor gradient(Tensor y, Tensor x) {
    return TorchGraph.derivative(y.sum(), x);
  }
}
