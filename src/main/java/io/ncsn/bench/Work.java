package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import java.util.List;

/** Work that is measured, by repetitions. */
interface Work {
  /** Such as {@code train-2}; {@code --only train} takes all that begin with {@code train-}. */
  String name();

  /** Whether it is measured only where it is asked for: it takes minutes. */
  default boolean isOnRequest() {
    return false;
  }

  /**
   * Asks for what it needs of the user, before anything is measured.
   *
   * @throws ConfigException where something lacks
   */
  default void check() {}

  /** Threads that compute at the same time. */
  int threads();

  /** What a repetition measures; the peer measures the first of it. */
  List<Quantity> quantities();

  /** What must be there before the first repetition, and a first run that warms everything up. */
  void prepare();

  /** One repetition: a value for each of the quantities. */
  double[] measure();

  /** The peer's arguments for the same work; empty: PyTorch has nothing like it. */
  default List<String> peer() {
    return List.of();
  }

  /** Gives back what {@link #prepare} took. */
  default void close() {}
}
