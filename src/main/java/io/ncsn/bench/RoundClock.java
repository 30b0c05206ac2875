package io.ncsn.bench;

import io.ncsn.train.RoundReport;
import io.ncsn.train.TrainingListener;
import io.ncsn.train.Validation;
import java.util.OptionalInt;

/**
 * Times a training from the start of its first round to the end of its last. The wall time between
 * rounds counts too.
 */
final class RoundClock implements TrainingListener {
  private final int cores;
  private long begin;
  private long end;
  private int rounds;
  private long rows;
  private double busy;

  /**
   * Makes a clock.
   *
   * @param cores number of cores on which replicas run
   */
  RoundClock(int cores) {
    this.cores = cores;
  }

  @Override
  public void onStart(int round, OptionalInt mostRounds) {
    // natives and shards are loaded first
  }

  @Override
  public void onRound(RoundReport report) {
    end = System.nanoTime();
    if (rows == 0) {
      begin = end - Math.round(report.roundSeconds() * 1e9);
    }
    rounds++;
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

  /** Returns the share of the cores' time outside the replicas' steps. */
  double outsideSteps() {
    return 1 - busy / (cores * seconds());
  }

  int rounds() {
    return rounds;
  }

  long rows() {
    return rows;
  }

  /** Returns the seconds in the replicas' steps, summed over all cores. */
  double busySeconds() {
    return busy;
  }

  double seconds() {
    return (end - begin) / 1e9;
  }
}
