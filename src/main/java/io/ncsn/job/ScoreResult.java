package io.ncsn.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Scores that were written.
 *
 * @param rows number of rows in the table
 * @param unreadable number of rows without a score, because a cell holds no finite number, or is
 *     not known
 * @param meanNorm mean Euclidean norm of the scores; empty where there are none
 * @param channels names of the scores' numbers, of a mixed table; else empty
 * @param seconds wall time in seconds
 * @param machines how they computed
 */
public record ScoreResult(
    long rows,
    long unreadable,
    OptionalDouble meanNorm,
    List<String> channels,
    double seconds,
    MachineAgreement machines) {
  /** The entries of {@code run.json}, in their order. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(machines.facts("score"));
    facts.put("score.rows", rows);
    facts.put("score.unreadable", unreadable);
    facts.put("score.seconds", seconds);
    facts.put("score.rows-per-second", rows / seconds);
    meanNorm.ifPresent(norm -> facts.put("score.mean-norm", norm));
    if (!channels.isEmpty()) {
      facts.put("score.channels", channels);
    }
    return facts;
  }
}
