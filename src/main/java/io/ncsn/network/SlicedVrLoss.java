package io.ncsn.network;

import static io.ncsn.network.Torch.rowDot;
import static io.ncsn.network.Torch.squaredNorm;
import static io.ncsn.network.Torch.times;

import io.ncsn.config.ObjectiveSettings.Directions;
import org.bytedeco.pytorch.Tensor;

/**
 * Sliced score matching with reduced variance: ½‖s(x)‖² + vᵀ∇ₓs(x)v. The second term is the mean
 * over M random directions v (Song et al. 2019, §3.2).
 *
 * @param projections M
 */
record SlicedVrLoss(int projections, Directions directions) implements Loss {
  @Override
  public Tensor of(LossModel model, Tensor x, Draws draws) {
    Tensor s = model.score(x);
    Tensor loss = times(0.5, squaredNorm(s));
    for (int m = 0; m < projections; m++) {
      Tensor v = draws.directions(directions, x);
      Tensor vJv = rowDot(model.gradient(rowDot(v, s), x), v); // vᵀ(∇ₓs)v
      loss = loss.add(times(1.0 / projections, vJv));
    }
    return loss;
  }
}
