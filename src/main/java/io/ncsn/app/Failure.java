package io.ncsn.app;

import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.config.ConfigException;
import io.ncsn.data.DataException;
import io.ncsn.sample.NonFiniteSamplesException;
import io.ncsn.train.DivergedException;
import io.ncsn.waves.WaveException;
import java.util.List;

/**
 * What to tell the user about an exception: a line a mistake, and the exit code.
 *
 * @param lines without stack traces
 */
record Failure(ExitCode code, List<String> lines) {

  /** Looks for the user's mistake among the causes: Spark wraps what a task throws. */
  static Failure of(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException mistakes) {
        return new Failure(ExitCode.USAGE, mistakes.problems());
      }
      if (cause instanceof DataException) {
        return new Failure(ExitCode.DATA, List.of(cause.getMessage()));
      }
      if (cause instanceof CheckpointException
          || cause instanceof DivergedException
          || cause instanceof NonFiniteSamplesException
          || cause instanceof WaveException) {
        return new Failure(ExitCode.FAILURE, List.of(cause.getMessage()));
      }
    }
    return new Failure(ExitCode.FAILURE, List.of(summary(root(thrown))));
  }

  private static String summary(Throwable root) {
    String message = root.getMessage() == null ? "" : ": " + firstLine(root.getMessage());
    return "Failed with %s%s; add --debug for the stack trace"
        .formatted(root.getClass().getName(), message);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
