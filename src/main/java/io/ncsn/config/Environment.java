package io.ncsn.config;

import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;

/**
 * Environment variables as substitutions, without secrets: a setting's value goes into the log, the
 * report, {@code run.json} and the model, and none of the settings takes a secret.
 */
public final class Environment implements ConfigResolver {
  private Environment() {}

  /** Substitutes from the file, then from the environment. */
  public static ConfigResolveOptions only() {
    return ConfigResolveOptions.noSystem().appendResolver(new Environment());
  }

  @Override
  public ConfigValue lookup(String name) {
    String value = System.getenv(name);
    if (value == null) {
      return null;
    }
    if (Redaction.isSecret(name)) {
      throw new ConfigException(
          "Cannot substitute ${%s}: by its name it is a secret, and settings are written to the log, the report and run.json; hand secrets to Spark or Hadoop instead (docs/security.md)"
              .formatted(name));
    }
    return ConfigValueFactory.fromAnyRef(value, "environment variable " + name);
  }

  @Override
  public ConfigResolver withFallback(ConfigResolver fallback) {
    return this;
  }
}
