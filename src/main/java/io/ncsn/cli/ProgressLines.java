package io.ncsn.cli;

import io.ncsn.job.ProgressLine;
import org.slf4j.LoggerFactory;

/** The displays of a training's progress. */
final class ProgressLines {
  private ProgressLines() {}

  /** One line that renews itself if standard error is a terminal, else log lines. */
  static ProgressLine open() {
    return System.console() == null
        ? new LoggedProgress(System::nanoTime, LoggerFactory.getLogger(ProgressLines.class)::info)
        : new TerminalProgress(System.err);
  }
}
