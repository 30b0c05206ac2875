package io.ncsn.cli;

import io.ncsn.job.ProgressLine;
import org.slf4j.LoggerFactory;

/** The displays of a training's progress. */
final class ProgressLines {
  private ProgressLines() {}

  /**
   * Opens a display: one updating line if standard error is a terminal, and log lines otherwise.
   */
  static ProgressLine open() {
    return System.console() == null
        ? new LoggedProgress(System::nanoTime, LoggerFactory.getLogger(ProgressLines.class)::info)
        : new TerminalProgress(System.err);
  }
}
