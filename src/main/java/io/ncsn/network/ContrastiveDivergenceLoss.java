package io.ncsn.network;

import org.bytedeco.pytorch.Tensor;

/**
 * Contrastive divergence: E(x⁺) − E(x⁻) (Hinton 2002), where x⁻ comes from k Langevin steps x ← x +
 * α·s(x) + √(2α)·z. The steps start at x⁺ and are not differentiated.
 *
 * @param steps k
 * @param stepSize α
 */
record ContrastiveDivergenceLoss(int steps, double stepSize) implements Loss {
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
