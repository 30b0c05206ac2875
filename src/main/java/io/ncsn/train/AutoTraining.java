package io.ncsn.train;

import io.ncsn.config.TrainSettings;
import io.ncsn.network.NetworkSpec;

/**
 * What {@code auto} means in {@code train.*}: by model size and settings, never by a clock, so that
 * results stay equal.
 */
public final class AutoTraining {
  /**
   * Arithmetic of a round that hides its overhead of some 30 ms: about a second on one core of
   * today.
   */
  private static final double ROUND_FLOPS = 6e10;

  private static final int LEAST_MINIBATCHES = 8;
  private static final int MOST_MINIBATCHES = 1024;
  private static final int FORWARD_AND_BACKWARD = 3;

  private AutoTraining() {}

  /** H: a power of two, between 8 and 1,024, of about 60 GFLOP a round and replica. */
  public static int averagingFrequency(TrainSettings settings, NetworkSpec spec) {
    if (settings.averagingFrequency().isPresent()) {
      return settings.averagingFrequency().getAsInt();
    }
    double minibatch = FORWARD_AND_BACKWARD * spec.forwardFlops() * settings.batchSize();
    long wanted = (long) Math.min(MOST_MINIBATCHES, ROUND_FLOPS / minibatch);
    return Math.max(LEAST_MINIBATCHES, Math.toIntExact(Long.highestOneBit(Math.max(1, wanted))));
  }

  /** Rounds between validations: every fifth, or forty in a run of a given length. */
  public static int validateEvery(TrainSettings settings) {
    int automatic =
        settings.maxRounds().isPresent() ? Math.max(1, settings.maxRounds().getAsInt() / 40) : 5;
    return settings.validateEvery().orElse(automatic);
  }

  /** Rounds between checkpoints: every tenth. */
  public static int checkpointEvery(TrainSettings settings) {
    return settings.checkpointEvery().orElse(10);
  }
}
