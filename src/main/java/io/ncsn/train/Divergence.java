package io.ncsn.train;

import java.util.List;

/** Looks for numbers that are not finite, and says what to do about them. */
final class Divergence {
  private Divergence() {}

  static void check(RoundTask task, List<ReplicaReport> replicas, float[] parameters) {
    for (ReplicaReport replica : replicas) {
      if (replica.diverged()) {
        throw new DivergedException(
            "Training diverged in round %d, replica %d, minibatch %d of %d: %s. %s"
                .formatted(
                    task.round() + 1,
                    replica.replica(),
                    replica.failedMinibatch() + 1,
                    task.minibatches(),
                    Double.isFinite(replica.loss())
                        ? "the norm of its gradient is not finite"
                        : "its loss is " + replica.loss(),
                    remedy(task.settings())));
      }
    }
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        throw new DivergedException(
            "Training diverged in round %d: the averaged parameters hold %s. %s"
                .formatted(task.round() + 1, parameter, remedy(task.settings())));
      }
    }
  }

  private static String remedy(StepSettings settings) {
    String clip =
        Double.isFinite(settings.clipNorm())
            ? "and train.clip-norm (now %s)".formatted(settings.clipNorm())
            : "and set train.clip-norm = 10";
    return "Lower train.learning-rate (now %s; try %.1e) %s; with network.form = ncsn try edm"
        .formatted(settings.learningRate(), settings.learningRate() / 3, clip);
  }
}
