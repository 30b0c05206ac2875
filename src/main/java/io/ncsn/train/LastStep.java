package io.ncsn.train;

import io.ncsn.checkpoint.Checkpoint;
import java.util.function.UnaryOperator;

/** What is done to the last checkpoint of a training. */
@FunctionalInterface
public interface LastStep extends UnaryOperator<Checkpoint> {
  /**
   * Whether this takes long. The checkpoint is then published before too, so that a run that is
   * killed meanwhile goes on there.
   */
  default boolean isLong() {
    return true;
  }
}
