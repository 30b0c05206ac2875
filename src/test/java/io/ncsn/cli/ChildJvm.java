package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.ArchivedClasses;
import io.ncsn.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A process of its own with this one's classes and a local Spark, to be stopped from outside. */
public final class ChildJvm {
  private ChildJvm() {}

  /** Starts {@code main} on one core; its errors go to its output. */
  public static Process start(Class<?> main, String... arguments) throws IOException {
    return started(command(List.of(), main, arguments), Path.of(""));
  }

  /** As {@link #start}, without root's right to pass over the permissions of files. */
  public static Process startUnprivileged(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (Tool.isRoot()) {
      command.addAll(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"));
    }
    command.addAll(command(List.of(), main, arguments));
    return started(command, Path.of(""));
  }

  private static Process started(List<String> command, Path directory) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toAbsolutePath().toFile())
        .redirectErrorStream(true)
        .start();
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
    Optional<ArchivedClasses> archive = ArchivedClasses.here();
    command.addAll(archive.map(ArchivedClasses::options).orElse(List.of()));
    command.add("-cp");
    command.add(archive.map(ArchivedClasses::path).orElse(System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * Runs {@code main} to its end, with further jars on its class path.
   *
   * @param code the exit code that it must have
   * @param jars a directory of them with a star
   */
  static void runWith(String jars, int code, Class<?> main, Path directory, String... arguments)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(directory.toString()));
    all.addAll(List.of(arguments));
    List<String> command =
        command(List.of("-Xmx2g", "-Duser.timezone=UTC"), main, all.toArray(String[]::new));
    int place = command.indexOf("-cp") + 1;
    command.set(place, command.get(place) + ":" + jars);
    Process process = started(command, directory);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
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
