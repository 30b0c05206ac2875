package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import java.util.List;

/** Work that is measured in repetitions. */
interface Work {
  /**
   * Returns the name, such as {@code train-2}. {@code --only train} selects all names that begin
   * with {@code train-}.
   */
  String name();

  /** Returns whether the work is measured only on request, because it takes minutes. */
  default boolean isOnRequest() {
    return false;
  }

  /**
   * Checks that the user supplied everything that the work needs, before anything is measured.
   *
   * @throws ConfigException if something is missing
   */
  default void check() {}

  /** Returns the number of threads that compute at the same time. */
  int threads();

  /** Returns the quantities that a repetition measures. The peer measures the first one. */
  List<Quantity> quantities();

  /** Prepares everything for the first repetition, including a warm-up run. */
  void prepare();

  /** Runs one repetition and returns a value for each quantity. */
  double[] measure();

  /** Returns the peer's arguments for the same work; empty if PyTorch has no equivalent. */
  default List<String> peer() {
    return List.of();
  }

  /** Releases the resources of {@link #prepare}. */
  default void close() {}
}
