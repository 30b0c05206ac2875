package io.ncsn.job;

import io.ncsn.output.OutputDirectory;
import io.ncsn.train.RoundReport;
import io.ncsn.train.TrainSettings;
import io.ncsn.train.TrainingListener;
import io.ncsn.train.Validation;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a training: shows its progress, and writes {@code metrics.jsonl} before each checkpoint.
 */
public final class TrainingReporter implements TrainingListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingReporter.class);

  private final TrainSettings settings;
  private final OutputDirectory output;
  private final MetricsLog metrics;
  private final Supplier<ProgressLine> display;
  private boolean started;
  private OptionalInt mostRounds = OptionalInt.empty();
  private ProgressLine line = ProgressLine.NONE;
  private double holdoutLoss = Double.NaN;

  /**
   * @param output is marked as changing once training starts
   * @param display is opened then
   */
  public TrainingReporter(
      TrainSettings settings,
      OutputDirectory output,
      MetricsLog metrics,
      Supplier<ProgressLine> display) {
    this.settings = settings;
    this.output = output;
    this.metrics = metrics;
    this.display = display;
  }

  @Override
  public void onStart(int round, OptionalInt most) {
    mostRounds = most;
    output.begin();
    started = true;
    metrics.keepUntil(round);
    line = display.get();
    if (round > 0) {
      LOG.info("Training goes on after round {}", round);
    }
  }

  @Override
  public void onRound(RoundReport report) {
    metrics.add(TrainingMetrics.of(report));
    line.update(
        new TrainingProgress(
            report.round(),
            mostRounds.orElse(-1),
            report.rows() / report.roundSeconds(),
            report.loss(),
            holdoutLoss,
            secondsLeft(report)));
  }

  @Override
  public void onValidation(Validation validation) {
    holdoutLoss = validation.loss();
    metrics.add(TrainingMetrics.of(validation));
  }

  /** Lines are written before the checkpoint they lead to, so that none is missing after it. */
  @Override
  public void onCheckpoint(int round) {
    output.requireStillThere();
    metrics.flush();
  }

  @Override
  public void close() {
    line.close();
    output.requireStillThere();
    if (started) {
      metrics.flush(); // with what led to a divergence
    }
  }

  private double secondsLeft(RoundReport report) {
    double byTime = settings.maxSeconds().orElse(Double.POSITIVE_INFINITY) - report.totalSeconds();
    double byRounds =
        mostRounds.isPresent()
            ? (mostRounds.getAsInt() - report.round()) * report.roundSeconds()
            : Double.POSITIVE_INFINITY;
    double left = Math.min(byTime, byRounds);
    return Double.isFinite(left) ? left : Double.NaN;
  }
}
