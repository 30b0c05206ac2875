package io.ncsn.network;

import static io.ncsn.network.Torch.squaredNorm;
import static io.ncsn.network.Torch.times;

import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import org.bytedeco.pytorch.Tensor;

/**
 * Score matching: ½‖s(x)‖² + tr ∇ₓs(x) (Hyvärinen 2005, theorem 1). The trace takes d derivatives.
 *
 * @param sigma noise level of the rows; 0: none
 */
public record Explicit(double sigma) implements Objective, Loss {
  /** Reads its settings. */
  public static Explicit read(Values values) {
    return new Explicit(Objective.readSigma(values, 0));
  }

  @Override
  public MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast) {
    return new AutogradLoss(spec, sigma, this);
  }

  @Override
  public double cost(NetworkSpec spec) {
    return spec.scorePasses() * (1 + spec.dimension());
  }

  @Override
  public boolean differentiatesScore() {
    return true;
  }

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
