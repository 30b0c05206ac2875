package io.ncsn.network;

import java.io.Serializable;

/**
 * The outcome of a self-check on one machine.
 *
 * @param check the path and the shape that were tried
 * @param error greatest difference from double precision, relative to the result's root mean square
 * @param milliseconds that the check took
 */
public record Verdict(SelfCheck check, double error, double milliseconds) implements Serializable {
  /** Whether the path may be used; an error that is no number is not within any tolerance. */
  public boolean passed() {
    return error <= check.tolerance();
  }
}
