package io.ncsn.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Completed rows that were written.
 *
 * @param rows number of rows written
 * @param seconds wall time in seconds
 * @param machines how they computed
 */
public record ImputeResult(long rows, double seconds, MachineAgreement machines) {
  /** The entries of {@code run.json}, in their order. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(machines.facts("impute"));
    facts.put("impute.rows", rows);
    facts.put("impute.seconds", seconds);
    facts.put("impute.rows-per-second", rows / seconds);
    return facts;
  }
}
