package io.ncsn.train;

import io.ncsn.noise.NoiseSchedule;
import java.io.Serializable;

/**
 * The inputs that all replicas of a round share, apart from the parameters.
 *
 * @param round from 0
 * @param iteration minibatches each replica has done before
 * @param minibatches H
 * @param progressBegin share of the training done when the round begins; the learning rate needs it
 * @param progressEnd the same at its end
 */
record RoundTask(
    StepSettings settings,
    NoiseSchedule schedule,
    int round,
    long iteration,
    int minibatches,
    double progressBegin,
    double progressEnd)
    implements Serializable {

  double progress(int minibatch) {
    return progressBegin + (progressEnd - progressBegin) * minibatch / minibatches;
  }
}
