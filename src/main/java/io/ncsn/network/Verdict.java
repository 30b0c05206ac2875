package io.ncsn.network;

import java.io.Serializable;

/**
 * The outcome of a self-check on one machine.
 *
 * @param check the checked path and shape
 * @param error greatest difference from double precision, relative to the root mean square of the
 *     result; infinite if the path was refused
 * @param milliseconds duration of the check
 * @param refusal reason for which the library refused the path on this machine; empty if it did not
 */
public record Verdict(SelfCheck check, double error, double milliseconds, String refusal)
    implements Serializable {
  /** Returns whether the path may be used. An error of NaN is not within any tolerance. */
  public boolean passed() {
    return error <= check.tolerance();
  }

  /** Returns whether there is no result because the library has no such path for this processor. */
  public boolean refused() {
    return !refusal.isEmpty();
  }

  /** Returns the finding, such as {@code an error of 0.12, need 1.0E-4 or less}. */
  public String finding() {
    return refused()
        ? "a refusal: " + refusal
        : "an error of %s, need %s or less".formatted(error, check.tolerance());
  }
}
