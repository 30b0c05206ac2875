package io.ncsn.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Log-densities that were written.
 *
 * @param rows number of rows in the table
 * @param unreadable number of rows without a density, because a cell holds no finite number
 * @param mean mean of the densities in nats; empty if there are none
 * @param bitsPerDimension mean of −log₂ p for each column; only for grey levels
 * @param accuracy error that was made, as far as it is known
 * @param sigma noise level of the rows whose density was found, in standardised units
 * @param steps number of steps that all rows took, or 0
 * @param seconds wall time in seconds
 * @param machines how they computed
 */
public record DensityResult(
    long rows,
    long unreadable,
    OptionalDouble mean,
    OptionalDouble bitsPerDimension,
    DensityAccuracy accuracy,
    double sigma,
    int steps,
    double seconds,
    MachineAgreement machines) {
  /** The entries of {@code run.json}, in their order. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>(machines.facts("likelihood"));
    facts.put("likelihood.rows", rows);
    facts.put("likelihood.unreadable", unreadable);
    facts.put("likelihood.seconds", seconds);
    facts.put("likelihood.rows-per-second", rows / seconds);
    facts.put("likelihood.noise", sigma);
    facts.put("likelihood.common-steps", steps);
    mean.ifPresent(value -> facts.put("likelihood.mean", value));
    bitsPerDimension.ifPresent(bits -> facts.put("likelihood.bits-per-dimension", bits));
    facts.putAll(accuracy.facts());
    return facts;
  }
}
