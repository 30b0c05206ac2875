package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.job.ProgressLine;
import io.ncsn.job.TrainingProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final double UNKNOWN = Double.NaN;

  private static TrainingProgress round(int round) {
    return new TrainingProgress(round, -1, 81_000.4, 0.41234, UNKNOWN, UNKNOWN);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(round(3).text()).isEqualTo("round 3, loss 0.4123, 81000 rows/s");
    assertThat(new TrainingProgress(3, 40, 81_000, 0.4, 0.5, 65).text())
        .isEqualTo("round 3/40, loss 0.4000, hold-out 0.5000, 1:05 left, 81000 rows/s");
  }

  @Test
  void logLinesAreTenSecondsApartAndTheLastRoundIsShown() {
    AtomicLong clock = new AtomicLong();
    List<String> lines = new ArrayList<>();
    try (ProgressLine progress = new LoggedProgress(clock::get, lines::add)) {
      for (int second = 0; second <= 24; second++) {
        clock.set(TimeUnit.SECONDS.toNanos(second));
        progress.update(round(second));
      }
    }
    assertThat(lines)
        .extracting(line -> line.substring(0, line.indexOf(',')))
        .containsExactly(
            "Training: round 0", "Training: round 10", "Training: round 20", "Training: round 24");
  }

  @Test
  void aTerminalGetsOneLine() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ProgressLine progress =
        new TerminalProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
      progress.update(new TrainingProgress(20, 20, 81_000, 0.4, 0.5, 0));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("Training", "100%", "20/20", "loss 0.4000")
        .satisfies(text -> assertThat(text.strip()).doesNotContain("\n"));
  }
}
