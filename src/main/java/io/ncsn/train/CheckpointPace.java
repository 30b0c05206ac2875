package io.ncsn.train;

import java.util.OptionalInt;

/**
 * When a training writes a checkpoint: after a number of rounds, or automatically as soon as rounds
 * have taken ten seconds since the last one. A checkpoint of a network of 3×256 takes .1 s, so it
 * costs a hundredth of the time, and a lost driver ten seconds or one round.
 */
final class CheckpointPace {
  /** Seconds of rounds between automatic checkpoints. */
  static final double SECONDS = 10;

  private final OptionalInt every;
  private double last;

  /**
   * @param every rounds between two checkpoints; empty: auto
   * @param seconds of all rounds so far
   */
  CheckpointPace(OptionalInt every, double seconds) {
    this.every = every;
    this.last = seconds;
  }

  /** Returns whether a checkpoint is due after {@code rounds} rounds that took {@code seconds}. */
  boolean isDue(int rounds, double seconds) {
    return every.isPresent() ? rounds % every.getAsInt() == 0 : seconds - last >= SECONDS;
  }

  /** Notes that there is a checkpoint of what was done in {@code seconds}. */
  void published(double seconds) {
    last = seconds;
  }
}
