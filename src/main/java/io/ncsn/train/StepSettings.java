package io.ncsn.train;

import io.ncsn.network.FittedGaussian;
import io.ncsn.network.Learner;
import io.ncsn.network.ModelSpec;
import io.ncsn.network.Objective;
import io.ncsn.network.RowLoss;
import io.ncsn.noise.NoiseSchedule;
import io.ncsn.train.TrainSettings.Decay;
import java.io.Serializable;
import java.util.Optional;

/**
 * The part of {@code train.*} that replicas need, in serialisable form.
 *
 * @param contrast the noise of train.objective = nce; null for the others
 * @param learningRate {@code train.learning-rate}
 * @param rateFactor what replicas multiply it by, see {@link ReplicaRate}
 * @param clipNorm infinite: no clipping
 * @param mirror mirrors half of the images; null: none
 */
record StepSettings(
    int batchSize,
    long seed,
    Objective objective,
    FittedGaussian contrast,
    double learningRate,
    double rateFactor,
    int warmUp,
    Decay decay,
    double clipNorm,
    Mirror mirror)
    implements Serializable {

  /** The steps of {@code run}. */
  static StepSettings of(TrainingRun run) {
    double factor = ReplicaRate.factor(run.settings(), run.model().network(), run.mostRounds());
    return of(run.settings(), factor, ContrastNoise.of(run), run.mirror());
  }

  /** Steps of an objective without contrast, on a table of any number of rows. */
  static StepSettings of(TrainSettings settings, ModelSpec spec) {
    double factor = ReplicaRate.factor(settings, spec, settings.maxRounds());
    return of(settings, factor, null, Optional.empty());
  }

  static StepSettings of(
      TrainSettings settings, double rateFactor, FittedGaussian contrast, Optional<Mirror> mirror) {
    return new StepSettings(
        settings.batchSize(),
        settings.seed(),
        settings.objective(),
        contrast,
        settings.learningRate(),
        rateFactor,
        settings.warmUp(),
        settings.decay(),
        settings.clipNorm().orElse(Double.POSITIVE_INFINITY),
        mirror.orElse(null));
  }

  /** Returns the loss that a replica minimises. */
  RowLoss loss(Learner learner, NoiseSchedule schedule) {
    return learner.minimising(objective, schedule, contrast);
  }

  /**
   * The learning rate η of a minibatch: linear warm-up, then constant or half a cosine down to 0
   * (Loshchilov and Hutter 2017).
   *
   * @param iteration minibatches that a replica has done before
   * @param progress share of the training done, in [0, 1]
   */
  double learningRateAt(long iteration, double progress) {
    double warm = Math.min(1, (iteration + 1.0) / Math.max(1, warmUp));
    double fall = decay == Decay.COSINE ? (1 + Math.cos(Math.PI * Math.min(1, progress))) / 2 : 1;
    return learningRate * rateFactor * warm * fall;
  }
}
