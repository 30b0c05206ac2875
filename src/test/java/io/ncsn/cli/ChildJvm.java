package io.ncsn.cli;

import io.ncsn.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A process of its own with this one's classes and a local Spark, to be stopped from outside. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Starts {@code main} on one core; its errors go to its output. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return started(command(List.of(), main, arguments));
  }

  /** As {@link #start}, without root's right to pass over the permissions of files. */
  public static Process startUnprivileged(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (Tool.isRoot()) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
    }
    command.addAll(command(List.of(), main, arguments));
    return started(command);
  }

  private static Process started(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * What {@link #start} runs.
   *
   * @param options further ones of the JVM, such as {@code -Dspark.hadoop.…}
   */
  public static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-Djdk."))
        .forEach(command::add);
    command.addAll(List.of("-Dspark.master=local[1]", "-Dspark.ui.enabled=false"));
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /** Lines up to and with the first that is wanted; all if there is none. */
  public static List<String> readUntil(BufferedReader lines, Predicate<String> wanted)
      throws IOException {
    List<String> read = new ArrayList<>();
    for (String next = lines.readLine(); next != null; next = lines.readLine()) {
      read.add(next);
      if (wanted.test(next)) {
        break;
      }
    }
    return read;
  }
}
