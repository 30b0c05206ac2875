package io.ncsn.job;

import io.ncsn.network.KernelPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The way of computing on which all machines of a job have agreed.
 *
 * @param plan the kernel and the fast paths that every machine uses
 * @param processors the kinds of processors among them, as text
 * @param paths the checked fast paths
 */
public record MachineAgreement(KernelPlan plan, String processors, List<FastPathTrial> paths) {
  public MachineAgreement {
    paths = List.copyOf(paths);
  }

  /**
   * The trial of a fast path on all machines.
   *
   * @param path its name
   * @param shape the shape of the check
   * @param refusal reason for which a machine cannot use the path at all
   * @param error the greatest relative error of any machine; empty with a refusal
   * @param milliseconds time of the check on the slowest machine
   * @param used whether the job uses it
   */
  public record FastPathTrial(
      String path,
      String shape,
      Optional<String> refusal,
      OptionalDouble error,
      double milliseconds,
      boolean used) {
    private Map<String, Object> facts() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("path", path);
      facts.put("shape", shape);
      refusal.ifPresent(reason -> facts.put("refusal", reason));
      error.ifPresent(value -> facts.put("error", value));
      facts.put("milliseconds", milliseconds);
      facts.put("used", used);
      return facts;
    }
  }

  /** Returns the entries of {@code run.json}: {@code JOB.processor} and {@code JOB.fast-paths}. */
  public Map<String, Object> facts(String job) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put(job + ".processor", processors);
    facts.put(job + ".fast-paths", paths.stream().map(FastPathTrial::facts).toList());
    return facts;
  }
}
