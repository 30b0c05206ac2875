package io.ncsn.train;

import io.ncsn.config.TrainSettings;
import io.ncsn.config.TrainSettings.Decay;

/**
 * The learning rate η of a minibatch: linear warm-up, then constant or half a cosine down to 0
 * (Loshchilov and Hutter 2017).
 */
final class LearningRate {
  private final TrainSettings settings;

  LearningRate(TrainSettings settings) {
    this.settings = settings;
  }

  /**
   * η.
   *
   * @param iteration minibatches a replica has done before
   * @param progress share of the training done, in [0, 1]
   */
  double at(long iteration, double progress) {
    double warm = Math.min(1, (iteration + 1.0) / Math.max(1, settings.warmUp()));
    double decay =
        settings.decay() == Decay.COSINE ? (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2 : 1;
    return settings.learningRate() * warm * decay;
  }
}
