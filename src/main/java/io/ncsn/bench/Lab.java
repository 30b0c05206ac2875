package io.ncsn.bench;

import io.ncsn.settings.Requirement;
import io.ncsn.settings.SettingOverride;
import io.ncsn.settings.Settings;
import io.ncsn.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The equipment of measurements: Spark, which starts on first use, settings, and a directory that
 * is deleted at the end.
 */
final class Lab implements AutoCloseable {
  private final Supplier<SparkSession> start;
  private final Map<String, String> environment;
  private final Path directory;
  private SparkSession session;
  private int directories;

  /**
   * Makes the equipment.
   *
   * @param start starts Spark
   */
  Lab(Supplier<SparkSession> start) {
    this(start, System.getenv());
  }

  /** Makes the equipment with other environment variables than this process's. */
  Lab(Supplier<SparkSession> start, Map<String, String> environment) {
    this.start = start;
    this.environment = environment;
    try {
      this.directory = Files.createTempDirectory("ncsn-bench");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a directory for the benchmark's files", e);
    }
  }

  SparkSession session() {
    if (session == null) {
      session = start.get();
    }
    return session;
  }

  JavaSparkContext spark() {
    return JavaSparkContext.fromSparkContext(session().sparkContext());
  }

  /** Returns the number of tasks that Spark runs at the same time. */
  int tasks() {
    return spark().defaultParallelism();
  }

  Path directory() {
    return directory;
  }

  /** Returns the launcher that runs complete commands. */
  Launcher launcher() {
    return Launcher.of(environment, session().sparkContext().master());
  }

  /** Returns the path of a directory that does not exist yet. */
  Path freshPath(String name) {
    directories++;
    return directory.resolve(name + "-" + directories);
  }

  /** Like {@link #freshPath}, but returns a URI. */
  String fresh(String name) {
    return freshPath(name).toUri().toString();
  }

  /** Deletes the contents of a path from {@link #fresh}. */
  void delete(String path) {
    FileUtils.deleteQuietly(Path.of(URI.create(path)).toFile());
  }

  /** Returns the default settings with {@code overrides}, each {@code key=value}. */
  static Settings settings(String... overrides) {
    return settings(Optional.empty(), overrides);
  }

  /** Like {@link #settings(String...)}, but starts from a configuration file. */
  static Settings settings(Optional<Path> configuration, String... overrides) {
    List<SettingOverride> given =
        Stream.concat(Stream.of("output=unused"), Arrays.stream(overrides))
            .map(SettingOverride::parse)
            .toList();
    return new SettingsReader(file -> Files.readString(Path.of(file)))
        .read(configuration.map(Path::toString), given, EnumSet.of(Requirement.OUTPUT))
        .settings();
  }

  @Override
  public void close() {
    FileUtils.deleteQuietly(directory.toFile());
  }
}
