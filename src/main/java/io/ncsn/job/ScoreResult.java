package io.ncsn.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Scores that were written.
 *
 * @param rows number of rows in the table
 * @param unreadable number of rows without a score, because a cell holds no finite number
 * @param meanNorm mean Euclidean norm of the scores; empty where there are none
 * @param seconds wall time in seconds
 * @param machines how they computed
 */
public record ScoreResult(
    long rows,
    long unreadable,
    OptionalDouble meanNorm,
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
    return facts;
  }
}
