package io.ncsn.network;

import static io.ncsn.network.Torch.squaredNorm;
import static io.ncsn.network.Torch.times;

import org.bytedeco.pytorch.Tensor;

/**
 * Score matching: ½‖s(x)‖² + tr ∇ₓs(x) (Hyvärinen 2005, theorem 1). The trace takes d derivatives.
 */
record ExplicitLoss() implements Loss {
  @Override
  public Tensor of(LossModel model, Tensor x, Draws draws) {
    Tensor s = model.score(x);
    Tensor loss = times(0.5, squaredNorm(s));
    for (long j = 0; j < x.size(1); j++) {
      Tensor row = model.gradient(s.select(Torch.COLUMNS, j), x); // ∇ₓsⱼ
      loss = loss.add(row.select(Torch.COLUMNS, j)); // ∂sⱼ/∂xⱼ
    }
    return loss;
  }
}
