package io.ncsn.bench;

import io.ncsn.train.RoundReport;
import io.ncsn.train.TrainingListener;
import io.ncsn.train.Validation;

/**
 * Times a training from the end of its first round to the end of its last, by the wall: what
 * happens between rounds counts too.
 */
final class RoundClock implements TrainingListener {
  private final int cores;
  private long begin;
  private long end;
  private long rows;
  private double busy;

  /**
   * @param cores that replicas run on
   */
  RoundClock(int cores) {
    this.cores = cores;
  }

  @Override
  public void onStart(int round) {
    // the first round's end begins the measurement
  }

  @Override
  public void onRound(RoundReport report) {
    end = System.nanoTime();
    if (begin == 0) {
      begin = end;
      return;
    }
    rows += report.rows();
    busy += (1 - report.overhead()) * report.roundSeconds() * cores;
  }

  @Override
  public void onValidation(Validation validation) {
    throw new IllegalStateException("Nothing is held out");
  }

  @Override
  public void onCheckpoint(int round) {
    // after the last round
  }

  double rowsPerSecond() {
    return rows / seconds();
  }

  /** Share of the cores' time outside the replicas' steps. */
  double outsideSteps() {
    return 1 - busy / (cores * seconds());
  }

  private double seconds() {
    if (rows == 0) {
      throw new IllegalStateException(
          "Cannot time a training of one round: it needs two; make it longer");
    }
    return (end - begin) / 1e9;
  }
}
