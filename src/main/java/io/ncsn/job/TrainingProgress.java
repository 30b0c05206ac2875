package io.ncsn.job;

import java.time.Duration;
import java.util.Locale;

/**
 * The progress of a training after a round.
 *
 * @param round number of finished rounds
 * @param totalRounds total number of rounds, or −1 if time decides
 * @param rowsPerSecond training rows per second of all replicas together
 * @param loss mean loss of the round
 * @param holdoutLoss latest hold-out loss, or NaN before the first
 * @param secondsLeft estimate of the remaining seconds, or NaN
 */
public record TrainingProgress(
    int round,
    int totalRounds,
    double rowsPerSecond,
    double loss,
    double holdoutLoss,
    double secondsLeft) {

  /**
   * Returns a text such as {@code round 20/400, loss 0.4123, hold-out 0.4310, 1:05 left, 81000
   * rows/s}.
   */
  public String text() {
    String total = totalRounds < 0 ? "" : "/" + totalRounds;
    return "round %d%s, %s".formatted(round, total, figures());
  }

  /**
   * Like {@link #text}, but without the round. The speed comes last, because a narrow terminal cuts
   * the end.
   */
  public String figures() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "loss %.4f", loss));
    if (!Double.isNaN(holdoutLoss)) {
      text.append(String.format(Locale.ROOT, ", hold-out %.4f", holdoutLoss));
    }
    if (!Double.isNaN(secondsLeft)) {
      Duration left = Duration.ofSeconds(Math.max(0, Math.round(secondsLeft)));
      text.append(
          String.format(Locale.ROOT, ", %d:%02d left", left.toMinutes(), left.toSecondsPart()));
    }
    return text.append(String.format(Locale.ROOT, ", %.0f rows/s", rowsPerSecond)).toString();
  }
}
