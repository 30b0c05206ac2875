package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.output.OutputDirectory;
import io.ncsn.output.Storage;
import io.ncsn.train.RoundParts;
import io.ncsn.train.RoundReport;
import io.ncsn.train.TrainSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingReporterTest {
  @TempDir private Path folder;

  /** {@code train.max-epochs} comes to a number of rounds that no setting names. */
  @Test
  void theTrainingsRoundsAreCountedWhicheverSettingLimitsThem() {
    TrainingProgress third = third(OptionalInt.of(7), "train.max-seconds=1000");
    assertThat(third.totalRounds()).isEqualTo(7);
    assertThat(third.secondsLeft()).isEqualTo((7 - 3) * 13);
  }

  @Test
  void theSoonerLimitTellsTheSecondsLeft() {
    assertThat(third(OptionalInt.of(101), "train.max-seconds=53").secondsLeft()).isEqualTo(53 - 39);
    TrainingProgress byTime = third(OptionalInt.empty(), "train.max-seconds=53");
    assertThat(byTime.totalRounds()).isNegative();
    assertThat(byTime.secondsLeft()).isEqualTo(53 - 39);
  }

  /** The progress after three rounds of 13 seconds. */
  private TrainingProgress third(OptionalInt mostRounds, String limit) {
    TrainSettings settings = ShortTraining.settings(limit).settings().train();
    Storage storage = new Storage(new Configuration());
    OutputDirectory output = new OutputDirectory(storage, folder.resolve("output").toString());
    Shown shown = new Shown();
    TrainingReporter reporter =
        new TrainingReporter(
            settings, output, new MetricsLog(storage, output.metrics()), () -> shown);
    reporter.onStart(0, mostRounds);
    RoundParts parts = new RoundParts(0, 0, 0, 13, 0, 0);
    for (int round = 1; round <= 3; round++) {
      reporter.onRound(new RoundReport(round, 1013, 0.5, 1e-3, 13, 13 * round, 0, parts));
    }
    return shown.progress.get(2);
  }

  /** Keeps what it is asked to show. */
  private static final class Shown implements ProgressLine {
    final List<TrainingProgress> progress = new ArrayList<>();

    @Override
    public void update(TrainingProgress next) {
      progress.add(next);
    }

    @Override
    public void close() {
      // shows nothing
    }
  }
}
