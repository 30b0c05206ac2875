package io.ncsn.network;

import static io.ncsn.network.Torch.plus;
import static org.bytedeco.pytorch.global.torch.softplus;

import org.bytedeco.pytorch.Tensor;

/**
 * Noise-contrastive estimation: −log h(x) − Σ log(1 − h(y)) over ν noise points y ~ q. h = p/(p +
 * νq) is the probability that a point is data (Gutmann and Hyvärinen 2012, §2; 2010 for ν = 1). log
 * p = −E − c, where c is the bias of the network's last layer and is learnt like the other
 * parameters.
 *
 * <p>With G = log p − log q − log ν: −log h = softplus(−G) and −log(1 − h) = softplus(G).
 *
 * @param noisePoints ν
 * @param noise q
 */
record NceLoss(int noisePoints, FittedGaussian noise) implements Loss {
  private static final long NOISE_POINTS = 0;

  @Override
  public Tensor of(LossModel model, Tensor x, Draws draws) {
    long rows = x.size(0);
    Tensor y = noise.points(draws.normal(noisePoints * rows, x.size(1)));
    Tensor ofNoise = softplus(logRatio(model, y)).view(noisePoints, rows).sum(NOISE_POINTS);
    return softplus(logRatio(model, x).neg()).add(ofNoise);
  }

  /** Returns G = log p − log q − log ν. */
  private Tensor logRatio(LossModel model, Tensor x) {
    Tensor logP = model.energy(x).neg();
    return plus(logP.sub(noise.logDensity(x)), -Math.log(noisePoints));
  }
}
