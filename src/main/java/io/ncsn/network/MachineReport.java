package io.ncsn.network;

import java.io.Serializable;
import java.util.List;

/**
 * What a machine of a job found out about itself.
 *
 * @param machine {@code executor} and its id, or {@code driver}
 * @param host its name or address
 * @param verdicts on the checks that it was asked for
 */
public record MachineReport(
    String machine, String host, Processor processor, List<Verdict> verdicts)
    implements Serializable {

  /** Runs {@code checks} in this process. */
  public static MachineReport here(String machine, String host, List<SelfCheck> checks) {
    List<Verdict> verdicts = checks.stream().map(SelfChecks::verdict).toList();
    return new MachineReport(machine, host, Processor.here(), List.copyOf(verdicts));
  }

  /** The verdict on {@code check}, which the machine was asked for. */
  public Verdict verdict(SelfCheck check) {
    return verdicts.stream().filter(v -> v.check().equals(check)).findFirst().orElseThrow();
  }

  /** For people. */
  public String name() {
    return "%s on %s (%s)".formatted(machine, host, processor);
  }
}
