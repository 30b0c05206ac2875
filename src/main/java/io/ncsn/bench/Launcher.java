package io.ncsn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs complete commands like a user: {@code submit/ncsn} is a separate process that starts Spark
 * and ends.
 */
final class Launcher {
  /** The environment variable in which {@code submit/ncsn} gives its own path. */
  static final String VARIABLE = "NCSN_LAUNCHER";

  private static final String LOCAL = "local";

  private final Path script;
  private final String master;

  /**
   * Makes a launcher.
   *
   * @param master Spark master for the commands, on this machine
   */
  Launcher(Path script, String master) {
    this.script = script;
    this.master = master;
  }

  /**
   * Returns the launcher that started this process.
   *
   * @throws ConfigException if there is none, or if Spark runs on a cluster, whose cores this
   *     process holds
   */
  static Launcher of(Map<String, String> environment, String master) {
    if (!environment.containsKey(VARIABLE)) {
      throw new ConfigException(
          "Cannot measure whole commands: %s is not set, which submit/ncsn sets; start bench by submit/ncsn"
              .formatted(VARIABLE));
    }
    if (!master.startsWith(LOCAL)) {
      throw new ConfigException(
          "Cannot measure whole commands on %s: bench holds its cores itself; give a local master"
              .formatted(master));
    }
    return new Launcher(Path.of(environment.get(VARIABLE)), master);
  }

  /** Returns a configuration that comes with the program. */
  Path configuration(String name) {
    return script.resolveSibling("../conf").resolve(name).normalize();
  }

  /**
   * A finished command.
   *
   * @param seconds time from the start of the process to its end
   * @param cpuSeconds processor time of its processes; 0 if unknown
   * @param peakBytes greatest resident memory of its processes
   * @param record its run.json
   */
  record Done(double seconds, double cpuSeconds, long peakBytes, JsonNode record) {}

  /**
   * Runs a command.
   *
   * @param output directory of the results
   * @throws IllegalStateException if the command fails, with the end of its output
   */
  Done run(Path output, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(arguments);
    command.addAll(List.of("--output", output.toString(), "--", "--master", master));
    Path log = output.resolveSibling(output.getFileName() + ".log");
    WatchedProcess done =
        WatchedProcess.run(
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()),
            Double.POSITIVE_INFINITY);
    try {
      if (done.code() != 0) {
        throw new IllegalStateException(
            "Cannot measure '%s': it ended with exit code %d and said:%n%s"
                .formatted(String.join(" ", command), done.code(), Files.readString(log)));
      }
      JsonNode record = Json.MAPPER.readTree(output.resolve("run.json").toFile());
      return new Done(done.seconds(), done.cpuSeconds(), done.peakBytes(), record);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the results of " + script, e);
    }
  }
}
