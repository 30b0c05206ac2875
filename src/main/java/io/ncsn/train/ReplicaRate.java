package io.ncsn.train;

import io.ncsn.network.Layered;
import io.ncsn.network.ModelSpec;
import io.ncsn.train.TrainSettings.OuterStep;
import java.util.Collections;
import java.util.OptionalInt;

/**
 * How much faster each of many replicas learns. R replicas share the rows, so each takes one step
 * where one replica would take R; with R times its learning rate they all get as far (the linear
 * scaling rule, Goyal et al. 2017).
 *
 * <p>Adam moves each parameter by about the learning rate, and a layer of width w starts with
 * weights of about 1/√w. Replicas that move them by more than half of that in one step do not
 * learn: networks of width 256 did not at a rate of 0.064, but did at 0.032.
 */
final class ReplicaRate {
  /** Replicas from which on their rate is scaled automatically. */
  private static final int MANY = 8;

  private ReplicaRate() {}

  /**
   * Returns the use of the replicas' mean, with {@code auto} resolved: {@code scaled} for eight
   * replicas and more if the network has dense layers and learns all noise levels, for which it was
   * measured, else {@code average}.
   */
  static OuterStep outer(TrainSettings settings, ModelSpec spec) {
    if (settings.outer() != OuterStep.AUTO) {
      return settings.outer();
    }
    boolean measured =
        spec.architecture() instanceof Layered && settings.objective().isMultiScale();
    return measured && settings.replicas() >= MANY ? OuterStep.SCALED : OuterStep.AVERAGE;
  }

  /**
   * Returns the factor of the replicas' learning rate, from 1 to R: R, but no more than brings the
   * rate to 1/(2√w), w being the greatest width, and no more than there are rounds, as replicas
   * that hardly meet drift too far apart.
   *
   * @param mostRounds rounds after which training ends; empty if they do not count
   */
  static double factor(TrainSettings settings, ModelSpec spec, OptionalInt mostRounds) {
    if (outer(settings, spec) != OuterStep.SCALED) {
      return 1;
    }
    int width = Collections.max(spec.architecture().hidden());
    double most = 1 / (2 * Math.sqrt(width)) / settings.learningRate();
    int meetings = mostRounds.orElse(settings.replicas());
    return Math.max(1, Math.min(Math.min(settings.replicas(), meetings), most));
  }
}
