package io.ncsn.cli;

import java.util.Arrays;
import java.util.Optional;

/** Tells the program's own mistakes from those of users and machines. */
final class OwnBug {
  private static final String OURS = "io.ncsn.";

  private OwnBug() {}

  /**
   * What to say of an exception that only a mistake in this program can throw: an unchecked one, or
   * a failed assertion, whose place is in the program's own code. No advice about files or settings
   * would help.
   *
   * @param root the first cause
   * @return empty where it is not one
   */
  static Optional<String> find(Throwable root) {
    boolean unchecked =
        root instanceof NullPointerException
            || root instanceof IllegalStateException
            || root instanceof IllegalArgumentException
            || root instanceof IndexOutOfBoundsException
            || root instanceof ClassCastException
            || root instanceof ArithmeticException
            || root instanceof NegativeArraySizeException
            || root instanceof UnsupportedOperationException
            || root instanceof AssertionError
            || root instanceof StackOverflowError;
    return unchecked ? place(root).map(place -> sentence(root, place)) : Optional.empty();
  }

  /** The uppermost frame that is not Java's own, if it is ours. */
  private static Optional<StackTraceElement> place(Throwable root) {
    return Arrays.stream(root.getStackTrace())
        .filter(frame -> !frame.getClassName().matches("(java|javax|jdk|sun|scala)\\..*"))
        .findFirst()
        .filter(frame -> frame.getClassName().startsWith(OURS));
  }

  private static String sentence(Throwable root, StackTraceElement place) {
    String message =
        root.getMessage() == null ? "" : ": " + root.getMessage().lines().findFirst().orElse("");
    return "This is a bug of ncsn, not a mistake of yours: %s%s at %s; please report it with what --debug prints"
        .formatted(root.getClass().getName(), message, place);
  }
}
