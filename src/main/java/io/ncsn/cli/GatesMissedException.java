package io.ncsn.cli;

import io.ncsn.job.QualityGates;
import java.util.ArrayList;
import java.util.List;

/** Thrown at the end of a job, after everything is written, if a quality gate is not met. */
final class GatesMissedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> lines;

  private GatesMissedException(List<String> lines) {
    super(String.join("; ", lines));
    this.lines = new ArrayList<>(lines);
  }

  /**
   * Ends a job whose gates are not met.
   *
   * @param mend what there is, and what to do
   * @throws GatesMissedException if a gate is not met
   */
  static void requireMet(QualityGates gates, String mend) {
    if (gates.areMet()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    gates.missed().forEach(gate -> lines.add("Quality gate not met: " + gate.sentence()));
    lines.add(mend);
    throw new GatesMissedException(lines);
  }

  /** Returns one line for each gate, and what to do. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
