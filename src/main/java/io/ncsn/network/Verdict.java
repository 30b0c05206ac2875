package io.ncsn.network;

import java.io.Serializable;

/**
 * The outcome of a self-check on one machine.
 *
 * @param check the path and the shape that were tried
 * @param error greatest difference from double precision, relative to the result's root mean square
 *     infinite where it was refused
 * @param milliseconds that the check took
 * @param refusal why the library refused the path on this machine; empty where it did not
 */
public record Verdict(SelfCheck check, double error, double milliseconds, String refusal)
    implements Serializable {
  /** Whether the path may be used; an error that is no number is not within any tolerance. */
  public boolean passed() {
    return error <= check.tolerance();
  }

  /** Whether there is no result, as the library has no such path for this processor. */
  public boolean refused() {
    return !refusal.isEmpty();
  }

  /** What was found, such as {@code an error of 0.12, need 1.0E-4 or less}. */
  public String finding() {
    return refused()
        ? "a refusal: " + refusal
        : "an error of %s, need %s or less".formatted(error, check.tolerance());
  }
}
