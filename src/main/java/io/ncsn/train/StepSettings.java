package io.ncsn.train;

import io.ncsn.config.TrainSettings;
import io.ncsn.config.TrainSettings.Decay;
import java.io.Serializable;

/**
 * What of {@code train.*} replicas need, fit to be sent to them.
 *
 * @param clipNorm infinite: no clipping
 */
record StepSettings(
    int batchSize,
    long seed,
    double lambdaPower,
    double learningRate,
    int warmUp,
    Decay decay,
    double clipNorm)
    implements Serializable {

  static StepSettings of(TrainSettings settings) {
    return new StepSettings(
        settings.batchSize(),
        settings.seed(),
        settings.lambdaPower(),
        settings.learningRate(),
        settings.warmUp(),
        settings.decay(),
        settings.clipNorm().orElse(Double.POSITIVE_INFINITY));
  }

  /**
   * The learning rate η of a minibatch: linear warm-up, then constant or half a cosine down to 0
   * (Loshchilov and Hutter 2017).
   *
   * @param iteration minibatches a replica has done before
   * @param progress share of the training done, in [0, 1]
   */
  double learningRateAt(long iteration, double progress) {
    double warm = Math.min(1, (iteration + 1.0) / Math.max(1, warmUp));
    double fall = decay == Decay.COSINE ? (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2 : 1;
    return learningRate * warm * fall;
  }
}
