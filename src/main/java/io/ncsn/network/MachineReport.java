package io.ncsn.network;

import java.io.Serializable;
import java.util.List;

/**
 * The self-checks of one machine of a job.
 *
 * @param machine {@code executor} with its id, or {@code driver}
 * @param host name or address of the machine
 * @param verdicts verdicts on the requested checks
 */
public record MachineReport(
    String machine, String host, Processor processor, List<Verdict> verdicts)
    implements Serializable {

  /** Runs {@code checks} in this process. */
  public static MachineReport here(String machine, String host, List<SelfCheck> checks) {
    List<Verdict> verdicts = checks.stream().map(SelfChecks::verdict).toList();
    return new MachineReport(machine, host, Processor.here(), List.copyOf(verdicts));
  }

  /** Returns the verdict on {@code check}, which must be one of the requested checks. */
  public Verdict verdict(SelfCheck check) {
    return verdicts.stream().filter(v -> v.check().equals(check)).findFirst().orElseThrow();
  }

  /** Returns a readable name. */
  public String name() {
    return "%s on %s (%s)".formatted(machine, host, processor);
  }
}
