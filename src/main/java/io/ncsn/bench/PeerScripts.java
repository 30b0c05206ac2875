package io.ncsn.bench;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Python scripts of the peers of mixed tables, and the Python that runs them. */
final class PeerScripts {
  /** The peers' names, each with its script. */
  static final Map<String, String> PEERS =
      Map.of(
          "ctgan", "peer_ctgan.py",
          "tvae", "peer_tvae.py",
          "tabddpm", "peer_tabddpm.py",
          "forest-diffusion", "peer_forest.py",
          "ncsn-pytorch", "peer_ncsn.py");

  /** The names in display order. */
  static final List<String> NAMES =
      List.of("ncsn-pytorch", "tabddpm", "ctgan", "tvae", "forest-diffusion");

  /** The script of the independent measures. */
  static final String MEASURES = "table_quality.py";

  private static final String REQUIREMENTS = "requirements.txt";
  private static final List<String> SHARED =
      List.of(
          "peers.py", "torch_peers.py", "sdv_peers.py", "ncsn_columns.py", MEASURES, REQUIREMENTS);

  private final Path python;
  private final Path folder;

  /**
   * Writes the scripts, and finds or makes the Python for them.
   *
   * @param folder receives the scripts
   * @throws ConfigException if there is no Python for them, and it cannot be installed
   */
  PeerScripts(PeerEnvironment environment, Path folder) {
    this.folder = folder;
    List<String> scripts = new ArrayList<>(SHARED);
    scripts.addAll(PEERS.values());
    scripts.forEach(this::write);
    this.python = environment.python(folder.resolve(REQUIREMENTS));
  }

  /**
   * Returns a process that runs a script.
   *
   * @param threads number of threads that its libraries may use
   */
  ProcessBuilder process(String script, int threads, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(python.toString());
    command.add(folder.resolve(script).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE"); // else waiting threads take cores
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return builder;
  }

  private void write(String name) {
    try (InputStream source = PeerScripts.class.getResourceAsStream(name)) {
      Files.createDirectories(folder);
      Files.copy(source, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder.resolve(name), e);
    }
  }
}
