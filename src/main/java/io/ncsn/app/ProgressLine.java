package io.ncsn.app;

import org.slf4j.LoggerFactory;

/**
 * Shows the progress of training: one line that renews itself on a terminal, log lines elsewhere.
 */
interface ProgressLine extends AutoCloseable {

  /** The one that suits where standard error goes. */
  static ProgressLine open() {
    return System.console() == null
        ? new LoggedProgress(System::nanoTime, LoggerFactory.getLogger(ProgressLine.class)::info)
        : new TerminalProgress(System.err);
  }

  /** Shows a round's progress; to be called after every round, and cheap. */
  void update(Progress progress);

  /** Ends the line. */
  @Override
  void close();
}
