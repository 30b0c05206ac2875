package io.ncsn.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Log-densities that were written.
 *
 * @param rows of the table
 * @param unreadable rows without a density, since a cell holds no finite number
 * @param mean of the densities in nats; empty where there are none
 * @param bitsPerDimension mean of −log₂ p for each column; only for grey levels
 * @param seconds of wall time
 * @param machines how they computed
 */
public record DensityResult(
    long rows,
    long unreadable,
    OptionalDouble mean,
    OptionalDouble bitsPerDimension,
    double seconds,
    MachineAgreement machines) {
  /** The entries of {@code run.json}, in their order. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(machines.facts("likelihood"));
    facts.put("likelihood.rows", rows);
    facts.put("likelihood.unreadable", unreadable);
    facts.put("likelihood.seconds", seconds);
    facts.put("likelihood.rows-per-second", rows / seconds);
    mean.ifPresent(value -> facts.put("likelihood.mean", value));
    bitsPerDimension.ifPresent(bits -> facts.put("likelihood.bits-per-dimension", bits));
    return facts;
  }
}
