package io.ncsn.network;

import static io.ncsn.network.Torch.rowDot;
import static io.ncsn.network.Torch.times;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import org.bytedeco.pytorch.Tensor;

/**
 * Sliced score matching: ½(vᵀs(x))² + vᵀ∇ₓs(x)v, the mean over M random directions v (Song et al.
 * 2019, §3).
 *
 * @param sigma noise level of the rows; 0: none
 * @param projections M
 */
public record Sliced(double sigma, int projections, Directions directions)
    implements Objective, Loss {
  /** Reads its settings. */
  public static Sliced read(Values values) {
    return new Sliced(
        Objective.readSigma(values, 0),
        values.read("train.projections", Kind.integer(1)),
        values.read("train.directions", Kind.choice(Directions.class)));
  }

  @Override
  public MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast) {
    return new AutogradLoss(spec, sigma, this);
  }

  @Override
  public double cost(NetworkSpec spec) {
    return spec.scorePasses() * (1 + projections);
  }

  @Override
  public boolean differentiatesScore() {
    return true;
  }

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
