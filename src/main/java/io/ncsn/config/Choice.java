package io.ncsn.config;

import java.util.Locale;

/** The word that a setting's choice is written as. */
public final class Choice {
  private Choice() {}

  /** {@code constant} in kebab case, as in configurations and logs. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
