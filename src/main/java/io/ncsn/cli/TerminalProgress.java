package io.ncsn.cli;

import io.ncsn.job.ProgressLine;
import io.ncsn.job.TrainingProgress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress as one line of a terminal. */
final class TerminalProgress implements ProgressLine {
  private static final int UPDATE_MILLIS = 500;

  private final ProgressBar bar;

  TerminalProgress(PrintStream terminal) {
    bar =
        new ProgressBarBuilder()
            .setTaskName("Training")
            .setUnit(" rounds", 1)
            .setInitialMax(-1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(terminal))
            .hideEta()
            .build();
  }

  @Override
  public void update(TrainingProgress progress) {
    bar.maxHint(progress.totalRounds());
    bar.stepTo(progress.round());
    bar.setExtraMessage(progress.figures());
  }

  @Override
  public void close() {
    bar.close();
  }
}
