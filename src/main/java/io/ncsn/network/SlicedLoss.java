package io.ncsn.network;

import static io.ncsn.network.Torch.rowDot;
import static io.ncsn.network.Torch.times;

import io.ncsn.config.ObjectiveSettings.Directions;
import org.bytedeco.pytorch.Tensor;

/**
 * Sliced score matching: ½(vᵀs(x))² + vᵀ∇ₓs(x)v, the mean over M random directions v (Song et al.
 * 2019, §3).
 *
 * @param projections M
 */
record SlicedLoss(int projections, Directions directions) implements Loss {
  @Override
  public Tensor of(LossModel model, Tensor x, Draws draws) {
    Tensor s = model.score(x);
    Tensor sum = null;
    for (int m = 0; m < projections; m++) {
      Tensor v = draws.directions(directions, x);
      Tensor vs = rowDot(v, s); // vᵀs
      Tensor vJv = rowDot(model.gradient(vs, x), v); // vᵀ(∇ₓs)v
      Tensor loss = times(0.5, vs.square()).add(vJv);
      sum = sum == null ? loss : sum.add(loss);
    }
    return times(1.0 / projections, sum);
  }
}
