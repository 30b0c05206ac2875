package io.ncsn.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The words that a setting's choices are written as. */
public final class Choice {
  private Choice() {}

  /** {@code constant} in kebab case, as in configurations and logs. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant of {@code type} that is written as {@code word}, if there is one. */
  public static <E extends Enum<E>> Optional<E> named(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants()).filter(c -> name(c).equals(word)).findFirst();
  }
}
