package io.ncsn.ml;

import io.ncsn.job.MetricsHistory;
import io.ncsn.report.ReportInputs.TrainingPoint;
import io.ncsn.report.ReportInputs.Validation;
import io.ncsn.report.ReportInputs.ValidationPoint;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * How a training went, by its rounds and by its losses on held-out rows. Of a fit that went on from
 * checkpoints, it knows the rounds since.
 */
public final class TrainingSummary implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The lines of {@code metrics.jsonl}. */
  private final List<String> lines;

  TrainingSummary(List<String> lines) {
    this.lines = List.copyOf(lines);
  }

  List<String> lines() {
    return lines;
  }

  /** Returns the number of rounds. */
  public int totalRounds() {
    return rounds().size();
  }

  /** Returns the mean training loss of each round. */
  public double[] lossHistory() {
    return rounds().stream().mapToDouble(TrainingPoint::loss).toArray();
  }

  /** Returns the round of each hold-out loss. */
  public long[] validationRounds() {
    return validations().stream().mapToLong(ValidationPoint::round).toArray();
  }

  /** Returns the hold-out losses. */
  public double[] holdoutLossHistory() {
    return validations().stream().mapToDouble(ValidationPoint::loss).toArray();
  }

  /** Returns the wall time of all rounds so far after each round, in seconds. */
  public double[] secondsHistory() {
    return rounds().stream().mapToDouble(TrainingPoint::seconds).toArray();
  }

  /** Returns the wall time of all rounds, those before checkpoints included, in seconds. */
  public double totalSeconds() {
    return totalRounds() == 0 ? 0 : last().seconds();
  }

  /** Returns the number of rows that all replicas trained on, each as often as it was used. */
  public long totalRows() {
    return totalRounds() == 0 ? 0 : last().rows();
  }

  /** Returns the rows trained on in a second, all replicas together; NaN without rounds. */
  public double rowsPerSecond() {
    double seconds = 0;
    long before = 0;
    for (TrainingPoint round : rounds()) {
      seconds += (round.rows() - before) / round.rowsPerSecond();
      before = round.rows();
    }
    return before / seconds;
  }

  @Override
  public String toString() {
    double[] holdout = holdoutLossHistory();
    return totalRounds() == 0
        ? "TrainingSummary: no rounds are known"
        : "TrainingSummary: %d rounds in %.1f seconds, %.0f rows/s, loss %.4f%s"
            .formatted(
                totalRounds(),
                totalSeconds(),
                rowsPerSecond(),
                last().loss(),
                holdout.length == 0
                    ? ""
                    : ", hold-out loss %.4f".formatted(holdout[holdout.length - 1]));
  }

  private TrainingPoint last() {
    return rounds().get(totalRounds() - 1);
  }

  private List<TrainingPoint> rounds() {
    return new MetricsHistory(lines).training();
  }

  private List<ValidationPoint> validations() {
    Optional<Validation> found = new MetricsHistory(lines).validation();
    return found.map(Validation::points).orElse(List.of());
  }
}
