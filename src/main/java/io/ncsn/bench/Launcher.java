package io.ncsn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs whole commands as a user does: {@code submit/ncsn}, a process of its own that starts Spark
 * and ends.
 */
final class Launcher {
  /** {@code submit/ncsn} says in it where it lies. */
  static final String VARIABLE = "NCSN_LAUNCHER";

  private static final String LOCAL = "local";

  private final Path script;
  private final String master;

  /**
   * @param master of the commands' Spark, in this machine
   */
  Launcher(Path script, String master) {
    this.script = script;
    this.master = master;
  }

  /**
   * The launcher that started this process.
   *
   * @throws ConfigException where there is none, or Spark runs on a cluster, whose cores this
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

  /** A configuration that comes with the program. */
  Path configuration(String name) {
    return script.resolveSibling("../conf").resolve(name).normalize();
  }

  /**
   * A command that came to its end.
   *
   * @param seconds from the process's start to its end
   * @param record its run.json
   */
  record Done(double seconds, JsonNode record) {}

  /**
   * Runs a command.
   *
   * @param output directory of its results
   * @throws IllegalStateException where it fails, with its last words
   */
  Done run(Path output, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(arguments);
    command.addAll(List.of("--output", output.toString(), "--", "--master", master));
    Path log = output.resolveSibling(output.getFileName() + ".log");
    try {
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      int code = process.waitFor();
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (code != 0) {
        throw new IllegalStateException(
            "Cannot measure '%s': it ended with exit code %d and said:%n%s"
                .formatted(String.join(" ", command), code, Files.readString(log)));
      }
      return new Done(seconds, new ObjectMapper().readTree(output.resolve("run.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + script, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + script + " was running", e);
    }
  }
}
