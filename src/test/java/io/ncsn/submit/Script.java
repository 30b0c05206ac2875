package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell command of the repository, run to its end as a user would. */
record Script(Path workingDirectory, Map<String, String> environment, List<String> command) {
  private static final long LIMIT_SECONDS = 900;

  /** The repository: where Maven runs the tests. */
  static final Path ROOT = Path.of("").toAbsolutePath();

  /** What a command left. Both streams in {@code output}, as on a terminal. */
  record Result(int code, String output) {}

  static Script of(Path program, String... arguments) {
    return new Script(
        ROOT,
        Map.of(),
        Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList());
  }

  /** Writes a program of bash that can be run. */
  static void write(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  Script in(Path directory) {
    return new Script(directory, environment, command);
  }

  /** With these variables beside the inherited ones; an empty value takes one away. */
  Script with(Map<String, String> variables) {
    return new Script(workingDirectory, variables, command);
  }

  Result run() throws IOException, InterruptedException {
    Path log = Files.createTempFile("script", ".log");
    try {
      Process process = start(log);
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      String output = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
      assertThat(ended)
          .as("%s ended within %d s; it said:%n%s", command, LIMIT_SECONDS, output)
          .isTrue();
      return new Result(process.exitValue(), output);
    } finally {
      Files.delete(log);
    }
  }

  /** Starts it; both streams go to {@code log}. */
  Process start(Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    return builder.start();
  }
}
