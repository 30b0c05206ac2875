package io.ncsn.job;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Samples that were written.
 *
 * @param rows number of rows written
 * @param nonFinite number of chains that diverged and were left out
 * @param count number of rows requested
 * @param evaluations number of network evaluations per row
 * @param seconds wall time in seconds
 * @param machines how they computed
 */
public record SamplingResult(
    long rows,
    long nonFinite,
    long count,
    long evaluations,
    double seconds,
    MachineAgreement machines) {
  /** The share of chains that diverged. */
  public double nonFiniteShare() {
    return (double) nonFinite / count;
  }

  /** The entries of {@code run.json}, in their order. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(machines.facts("sample"));
    facts.put("sample.rows", rows);
    facts.put("sample.non-finite", nonFinite);
    facts.put("sample.evaluations", evaluations);
    facts.put("sample.seconds", seconds);
    facts.put("sample.rows-per-second", count / seconds);
    return facts;
  }
}
