package io.ncsn.train;

import io.ncsn.config.TrainSettings;
import io.ncsn.network.NetworkSpec;

/**
 * What {@code auto} means in {@code train.*}: by model size and settings, never by a clock, so that
 * results stay equal.
 */
public final class AutoTraining {
  /** What a round costs beside its minibatches: scheduling, and moving the vectors. */
  private static final double ROUND_SECONDS = 0.03;

  private static final double ROUND_SECONDS_PER_PARAMETER = 1.5e-7;

  /** Arithmetic of one core of today. */
  private static final double FLOPS = 6e10;

  /** Of a round's time, what may go to other things than minibatches. */
  private static final double OVERHEAD = 0.05;

  private static final int LEAST_MINIBATCHES = 8;
  private static final int MOST_MINIBATCHES = 1024;
  private static final int FORWARD_AND_BACKWARD = 3;

  private AutoTraining() {}

  /**
   * H: the least power of two, from 8 to 1,024, whose round spends about a twentieth of its time
   * outside the minibatches.
   */
  public static int averagingFrequency(TrainSettings settings, NetworkSpec spec) {
    if (settings.averagingFrequency().isPresent()) {
      return settings.averagingFrequency().getAsInt();
    }
    double minibatch = FORWARD_AND_BACKWARD * spec.forwardFlops() * settings.batchSize() / FLOPS;
    double outside = ROUND_SECONDS + ROUND_SECONDS_PER_PARAMETER * spec.parameters();
    double wanted = outside * (1 - OVERHEAD) / OVERHEAD / minibatch;
    int minibatches = LEAST_MINIBATCHES;
    while (minibatches < wanted && minibatches < MOST_MINIBATCHES) {
      minibatches *= 2;
    }
    return minibatches;
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
