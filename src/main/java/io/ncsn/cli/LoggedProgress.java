package io.ncsn.cli;

import io.ncsn.job.ProgressLine;
import io.ncsn.job.TrainingProgress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Shows progress as log lines, at most one per ten seconds, so that a scheduler's log stays short.
 */
final class LoggedProgress implements ProgressLine {
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final LongSupplier nanoTime;
  private final Consumer<String> log;
  private TrainingProgress latest;
  private TrainingProgress shown;
  private long shownAt;

  LoggedProgress(LongSupplier nanoTime, Consumer<String> log) {
    this.nanoTime = nanoTime;
    this.log = log;
  }

  @Override
  public void update(TrainingProgress progress) {
    latest = progress;
    if (shown == null || nanoTime.getAsLong() - shownAt >= INTERVAL) {
      show();
    }
  }

  /** The last round is always shown. */
  @Override
  public void close() {
    if (latest != null && !latest.equals(shown)) {
      show();
    }
  }

  private void show() {
    shown = latest;
    shownAt = nanoTime.getAsLong();
    log.accept("Training: " + latest.text());
  }
}
