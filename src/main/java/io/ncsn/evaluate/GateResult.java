package io.ncsn.evaluate;

import io.ncsn.config.Gate;
import java.util.OptionalDouble;

/**
 * A quality gate and the figure that it was held against.
 *
 * @param value the figure as {@code run.json} has it; empty if it was not measured
 */
public record GateResult(Gate gate, OptionalDouble value) {
  /** Returns whether the gate is met. One whose figure was not measured is not. */
  public boolean isMet() {
    return value.isPresent() && gate.isMetBy(value.getAsDouble());
  }

  /** Returns the figure and the bound, such as {@code shape is 0.25, required <= 0.1}. */
  public String sentence() {
    String found = value.isPresent() ? "is " + value.getAsDouble() : "was not measured";
    return "%s %s, required %s".formatted(gate.metric(), found, gate.required());
  }
}
