package io.ncsn.train;

import io.ncsn.train.TrainSettings.OuterStep;
import java.util.List;
import java.util.Locale;

/** Looks for numbers that are not finite, and says what to do about them. */
final class Divergence {
  private Divergence() {}

  /** Checks the losses and gradients of a round's replicas. */
  static void checkReplicas(RoundTask task, List<ReplicaReport> replicas) {
    for (ReplicaReport replica : replicas) {
      if (replica.diverged()) {
        throw new DivergedException(
            "Training diverged in round %d, replica %d, minibatch %d of %d: %s. %s%s"
                .formatted(
                    task.round() + 1,
                    replica.replica(),
                    replica.failedMinibatch() + 1,
                    task.minibatches(),
                    Double.isFinite(replica.loss())
                        ? "the norm of its gradient is not finite"
                        : "its loss is " + replica.loss(),
                    scaled(task.settings().rateFactor()),
                    remedy(task.settings().learningRate(), task.settings().clipNorm())));
      }
    }
  }

  /** Advice where replicas learn faster than {@code train.learning-rate} says. */
  private static String scaled(double factor) {
    return factor > 1
        ? String.format(
            Locale.ROOT,
            "Set train.outer = average (scaled now multiplies train.learning-rate by %.3g). ",
            factor)
        : "";
  }

  /** Checks the parameters after the outer step. */
  static void checkParameters(int round, float[] parameters, TrainSettings settings) {
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        String outer =
            settings.outer() == OuterStep.NESTEROV
                ? "Lower train.outer-learning-rate (now %s) or train.outer-momentum (now %s). "
                    .formatted(settings.outerLearningRate(), settings.outerMomentum())
                : "";
        throw new DivergedException(
            "Training diverged in round %d: the averaged parameters hold %s. %s%s"
                .formatted(round, parameter, outer, remedy(settings)));
      }
    }
  }

  /** Checks the hold-out loss, which can overflow where parameters are finite. */
  static void checkHoldout(Validation validation, TrainSettings settings) {
    for (Validation.Band band : validation.bands()) {
      if (!Double.isFinite(band.loss())) {
        throw new DivergedException(
            "Training diverged in round %d: the hold-out loss at noise levels %s to %s is %s. %s; or a held-out row lies far beyond all others"
                .formatted(
                    validation.round(),
                    band.sigmaBegin(),
                    band.sigmaEnd(),
                    band.loss(),
                    remedy(settings)));
      }
    }
  }

  /** Advice for a training that leads nowhere. */
  static String remedy(TrainSettings settings) {
    return remedy(settings.learningRate(), settings.clipNorm().orElse(Double.POSITIVE_INFINITY));
  }

  private static String remedy(double learningRate, double clipNorm) {
    String clip =
        Double.isFinite(clipNorm)
            ? "and train.clip-norm (now %s)".formatted(clipNorm)
            : "and set train.clip-norm = 10";
    return String.format(
        Locale.ROOT,
        "Lower train.learning-rate (now %s; try %.1e) %s; with network.form = ncsn try edm",
        learningRate,
        learningRate / 3,
        clip);
  }
}
