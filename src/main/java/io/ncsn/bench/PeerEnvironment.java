package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Python with the peers' packages: a given one, or a virtual environment in the user's cache,
 * which is made when it is missing.
 */
final class PeerEnvironment {
  /** The environment variable that names a Python program that has the packages. */
  static final String VARIABLE = "NCSN_PEERS_PYTHON";

  private static final String HOME = "ncsn-spark/peers";

  private final Map<String, String> environment;
  private final Consumer<String> progress;

  /**
   * Makes the environment's description.
   *
   * @param environment variables that name the Python program and the cache
   * @param progress is told of an installation, which takes minutes
   */
  PeerEnvironment(Map<String, String> environment, Consumer<String> progress) {
    this.environment = environment;
    this.progress = progress;
  }

  /**
   * Returns the Python program, and installs its packages if they are missing or of other versions.
   *
   * @param requirements pip's file of packages
   * @throws ConfigException if the given program does not exist, or the installation fails
   */
  Path python(Path requirements) {
    String given = environment.get(VARIABLE);
    if (given == null) {
      return installed(home(), requirements);
    }
    if (!Files.isExecutable(Path.of(given))) {
      throw new ConfigException(
          "Cannot run the peers by %s '%s': it is not a program; name a Python that has the packages of %s, or leave it out to have them installed"
              .formatted(VARIABLE, given, requirements));
    }
    return Path.of(given);
  }

  private Path home() {
    String cache = environment.get("XDG_CACHE_HOME");
    Path caches =
        cache == null ? Path.of(environment.getOrDefault("HOME", "."), ".cache") : Path.of(cache);
    return caches.resolve(HOME).toAbsolutePath();
  }

  /** A copy of the requirements in the environment says that they are installed. */
  private Path installed(Path home, Path requirements) {
    Path mark = home.resolve(requirements.getFileName());
    Path python = home.resolve("bin/python");
    try {
      if (Files.exists(mark) && Files.mismatch(mark, requirements) < 0) {
        return python;
      }
      progress.accept("installing the peers' Python packages into " + home);
      Files.createDirectories(home);
      Path log = home.resolve("install.log");
      if (!Files.isExecutable(python)) {
        run(log, List.of(Peer.PYTHON, "-m", "venv", home.toString()));
      }
      run(
          log,
          List.of(python.toString(), "-m", "pip", "install", "-q", "-r", requirements.toString()));
      Files.copy(requirements, mark, StandardCopyOption.REPLACE_EXISTING);
      return python;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot install the peers' packages into " + home, e);
    }
  }

  private void run(Path log, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    int code;
    try {
      code = WatchedProcess.run(builder, Double.POSITIVE_INFINITY).code();
    } catch (UncheckedIOException e) {
      throw failure(command, e.getCause().getMessage(), log);
    }
    if (code != 0) {
      throw failure(command, WatchedProcess.lastLine(log), log);
    }
  }

  private static ConfigException failure(List<String> command, String message, Path log) {
    return new ConfigException(
        "Cannot install the peers' Python packages: '%s' failed: %s; see %s, or set %s to a Python that has them"
            .formatted(String.join(" ", command), message, log, VARIABLE));
  }
}
