package io.ncsn.settings;

/** A setting without a default that a command cannot do without. */
public enum Requirement {
  /** {@code data.input}. */
  INPUT,
  /** {@code output}. */
  OUTPUT,
  /** {@code train.max-seconds} or {@code train.max-rounds}. */
  STOPPING_RULE
}
