package io.ncsn.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.ncsn.config.ConfigException;

/**
 * One setting given on the command line, stronger than any file.
 *
 * @param key dotted key, such as {@code train.seed}
 * @param value the value as typed; a list in brackets and text in double quotes are read as HOCON,
 *     all else is plain text
 * @param origin the option that gave it, such as {@code --set}
 */
public record SettingOverride(String key, String value, String origin) {

  /**
   * Reads {@code key=value}, the argument of {@code --set}.
   *
   * @throws ConfigException when there is no key or no equals sign
   */
  public static SettingOverride parse(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 1 || argument.substring(0, equals).isBlank()) {
      throw new ConfigException(
          "Cannot read --set '%s': need key=value, such as --set train.seed=7".formatted(argument));
    }
    return new SettingOverride(
        argument.substring(0, equals).strip(), argument.substring(equals + 1).strip(), "--set");
  }

  /**
   * The value as configuration, with this override's origin.
   *
   * @param isOpen whether the key is a section of the user's own names, which may be in braces, or
   *     an entry of one, which may be null
   */
  ConfigValue parsed(boolean isOpen) {
    boolean isOfSection = isOpen && (value.startsWith("{") || value.equals("null"));
    boolean hocon = isOfSection || value.startsWith("[") || value.startsWith("\"");
    if (!hocon) {
      return ConfigValueFactory.fromAnyRef(value, origin);
    }
    Config wrapped =
        ConfigFactory.parseString(
            "v = " + value, ConfigParseOptions.defaults().setOriginDescription(origin));
    if (wrapped.root().size() > 1) {
      throw new com.typesafe.config.ConfigException.BadValue(key, "more follows the value");
    }
    // Null is a value too. The origin has no line.
    return wrapped.root().get("v").withOrigin(ConfigOriginFactory.newSimple(origin));
  }
}
