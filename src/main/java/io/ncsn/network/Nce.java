package io.ncsn.network;

import static io.ncsn.network.Torch.plus;
import static org.bytedeco.pytorch.global.torch.softplus;

import io.ncsn.config.Kind;
import io.ncsn.config.Values;
import io.ncsn.noise.NoiseSchedule;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;

/**
 * Noise-contrastive estimation: −log h(x) − Σ log(1 − h(y)) over ν noise points y ~ q. h = p/(p +
 * νq) is the probability that a point is data (Gutmann and Hyvärinen 2012, §2; 2010 for ν = 1). log
 * p = −E − c, where c is the bias of the network's last layer and is learnt like the other
 * parameters.
 *
 * <p>With G = log p − log q − log ν: −log h = softplus(−G) and −log(1 − h) = softplus(G).
 *
 * @param sigma noise level of the rows; 0: none
 * @param noisePoints ν
 */
public record Nce(double sigma, int noisePoints) implements Objective {
  private static final long NOISE_POINTS = 0;

  /** Reads its settings. */
  public static Nce read(Values values) {
    return new Nce(
        Objective.readSigma(values, 0), values.read("train.noise-points", Kind.integer(1)));
  }

  @Override
  public MinibatchLoss loss(NetworkSpec spec, NoiseSchedule schedule, FittedGaussian contrast) {
    Objects.requireNonNull(contrast, "nce needs a noise to contrast with");
    return new AutogradLoss(spec, sigma, (model, x, draws) -> loss(model, x, draws, contrast));
  }

  @Override
  public double cost(NetworkSpec spec) {
    return 1 + noisePoints;
  }

  @Override
  public boolean needsEnergy() {
    return true;
  }

  @Override
  public boolean needsContrast() {
    return true;
  }

  private Tensor loss(LossModel model, Tensor x, Draws draws, FittedGaussian noise) {
    long rows = x.size(0);
    Tensor y = noise.points(draws.normal(noisePoints * rows, x.size(1)));
    Tensor ofNoise = softplus(logRatio(model, y, noise)).view(noisePoints, rows).sum(NOISE_POINTS);
    return softplus(logRatio(model, x, noise).neg()).add(ofNoise);
  }

  /** Returns G = log p − log q − log ν. */
  private Tensor logRatio(LossModel model, Tensor x, FittedGaussian noise) {
    Tensor logP = model.energy(x).neg();
    return plus(logP.sub(noise.logDensity(x)), -Math.log(noisePoints));
  }
}
