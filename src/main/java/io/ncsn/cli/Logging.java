package io.ncsn.cli;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;

/**
 * Sets up logging for a command line. Messages go to standard error, and those of Spark only if
 * they are warnings or errors. Spark starts logging before the application's jar is on the class
 * path. So the program's own {@code log4j2.properties} is applied here, unless the user has set a
 * configuration.
 */
final class Logging {
  private static final String OWN = "/io/ncsn/cli/log4j2.properties";
  private static final String FORMAT = "NCSN_LOG_FORMAT";
  private static final String SPARKS_DEFAULT = "org/apache/spark/log4j2-defaults.properties";

  private Logging() {}

  /**
   * Applies the configuration.
   *
   * @throws ConfigException if {@code NCSN_LOG_FORMAT} names no format of a line
   */
  static void configure(boolean debug) {
    requireFormat(System.getenv(FORMAT));
    LoggerContext context = LoggerContext.getContext(false);
    String location = context.getConfiguration().getConfigurationSource().getLocation();
    if (location == null || location.contains(SPARKS_DEFAULT)) {
      apply(context);
    }
    if (debug) {
      Configurator.setLevel("io.ncsn", Level.DEBUG);
    }
  }

  /** Like {@link #configure}, but phases of jobs that are repeated for measurement log nothing. */
  static void configureForBench() {
    configure(false);
    Configurator.setLevel("io.ncsn", Level.WARN);
  }

  /** Turns logging off, except at debug level. */
  static void silence() {
    if (!LogManager.getLogger("io.ncsn").isDebugEnabled()) {
      Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
    }
  }

  static void requireFormat(String format) {
    if (format != null && !List.of("text", "json").contains(format)) {
      throw new ConfigException(
          "Cannot log as '%s' (%s): need text or json; set one of them, or leave it out"
              .formatted(format, FORMAT));
    }
  }

  private static void apply(LoggerContext context) {
    try (InputStream stream = Logging.class.getResourceAsStream(OWN)) {
      ConfigurationSource source = new ConfigurationSource(stream, Logging.class.getResource(OWN));
      context.start(new PropertiesConfigurationFactory().getConfiguration(context, source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
