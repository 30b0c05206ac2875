package io.ncsn.job;

import java.time.Duration;
import java.util.Locale;

/**
 * How far training is after a round.
 *
 * @param round rounds done
 * @param totalRounds rounds to do, or −1 when time decides
 * @param rowsPerSecond training rows, all replicas together
 * @param loss mean of the round
 * @param holdoutLoss latest one, or NaN before the first
 * @param secondsLeft estimate, or NaN
 */
public record TrainingProgress(
    int round,
    int totalRounds,
    double rowsPerSecond,
    double loss,
    double holdoutLoss,
    double secondsLeft) {

  /** Such as {@code round 20/400, loss 0.4123, hold-out 0.4310, 1:05 left, 81000 rows/s}. */
  public String text() {
    String total = totalRounds < 0 ? "" : "/" + totalRounds;
    return "round %d%s, %s".formatted(round, total, figures());
  }

  /** As {@link #text} without the round; the speed last, since a narrow terminal cuts the end. */
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
