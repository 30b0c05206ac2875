package io.ncsn.network;

import io.ncsn.config.Bounds;
import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import org.bytedeco.pytorch.Tensor;

/**
 * Contrastive divergence: E(x⁺) − E(x⁻) (Hinton 2002), where x⁻ comes from k Langevin steps x ← x +
 * α·s(x) + √(2α)·z. The steps start at x⁺ and are not differentiated.
 *
 * @param sigma noise level of the rows; 0: none
 * @param steps k
 * @param stepSize α
 */
public record ContrastiveDivergence(double sigma, int steps, double stepSize)
    implements Objective, Loss {
  /** Reads its settings. */
  public static ContrastiveDivergence read(Values values) {
    return new ContrastiveDivergence(
        Objective.readSigma(values, 0),
        values.read("train.langevin-steps", Kind.integer(1)),
        values.read("train.langevin-step-size", Kind.number(Bounds.POSITIVE)));
  }

  @Override
  public MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast) {
    return new AutogradLoss(spec, sigma, this);
  }

  @Override
  public double cost(NetworkSpec spec) {
    return 2 + steps;
  }

  @Override
  public boolean needsEnergy() {
    return true;
  }

  /** The loss is near 0 from the first step to the last. */
  @Override
  public boolean ranksModels() {
    return false;
  }

  @Override
  public Tensor of(LossModel model, Tensor x, Draws draws) {
    int rows = Math.toIntExact(x.size(0));
    float[] chain = new float[Math.toIntExact(x.numel())];
    TorchGraph.read(x, chain);
    for (int step = 0; step < steps; step++) {
      float[] s = model.scoreValues(chain, rows);
      float[] z = draws.normals(chain.length);
      for (int i = 0; i < chain.length; i++) {
        chain[i] += (float) (stepSize * s[i] + Math.sqrt(2 * stepSize) * z[i]);
      }
    }
    Tensor reached = TorchGraph.matrix(chain, rows, x.size(1));
    return model.energy(x).sub(model.energy(reached));
  }
}
