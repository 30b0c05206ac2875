package io.ncsn.config;

import java.util.Locale;

/**
 * One of several ways to do something, with the settings that belong to it. {@link Variants} reads
 * it.
 */
public interface Variant {
  /**
   * Returns the word that chooses this variant in a configuration: its class's name in kebab case.
   */
  default String word() {
    return word(getClass());
  }

  /** Returns the word for variants of {@code type}. */
  static String word(Class<?> type) {
    return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
