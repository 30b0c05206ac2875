package io.ncsn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the same work in PyTorch: {@code ncsn_peer.py} and {@code ncsn_unet.py} with the system's
 * Python, or with the one that {@link PeerEnvironment#VARIABLE} names.
 */
final class Peer {
  /** The system's Python. */
  static final String PYTHON = "/usr/bin/python3";

  private static final String EAGER = "eager";
  private static final String COMPILED = "compile"; // and compile-bfloat16
  private static final String MODE = ", ";
  private static final String SCRIPT = "ncsn_peer.py";
  private static final String NETWORK_OF_IMAGES = "ncsn_unet.py";

  /**
   * Environment variables that would slow down PyTorch's BLAS or select kernels for another
   * processor.
   */
  private static final List<String> UNSET =
      List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS");

  private final String python;
  private final Path script;
  private final JsonNode about;

  private Peer(String python, Path script) {
    this.python = python;
    this.script = script;
    this.about = run(List.of(python, script.toString(), "about"));
  }

  /**
   * Returns the peer if this machine has PyTorch.
   *
   * @param directory receives the scripts
   * @param environment variables, of which one may name the Python
   * @throws ConfigException if the Python that is named has no PyTorch
   */
  static Optional<Peer> find(Path directory, Map<String, String> environment) {
    String given = environment.get(PeerEnvironment.VARIABLE);
    String python = given == null ? PYTHON : given;
    if (!Files.isExecutable(Path.of(python)) || !importsTorch(python)) {
      if (given != null) {
        throw new ConfigException(
            "Cannot run PyTorch by %s '%s': it is no Python that imports torch and numpy; name one that does, or leave it out to take %s"
                .formatted(PeerEnvironment.VARIABLE, given, PYTHON));
      }
      return Optional.empty();
    }
    write(NETWORK_OF_IMAGES, directory);
    return Optional.of(new Peer(python, write(SCRIPT, directory)));
  }

  private static Path write(String name, Path directory) {
    Path script = directory.resolve(name);
    try (InputStream source = Peer.class.getResourceAsStream(name)) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + script, e);
    }
  }

  private static boolean importsTorch(String python) {
    try {
      Process process =
          new ProcessBuilder(python, "-c", "import torch, numpy")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns the versions and kernels of the peer. */
  String about() {
    return "PyTorch %s, %s, Python %s"
        .formatted(
            about.path("torch").asText(),
            about.path("blas").asText(),
            about.path("python").asText());
  }

  /**
   * Returns the ways to do work, by name: processes × threads, and the mode if it is not eager.
   *
   * @param work name of the work, of which the peer tells the modes
   */
  Map<String, List<String>> ways(String work, int cores) {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    List<String> modes = new ArrayList<>();
    about.path("modes").path(work).forEach(mode -> modes.add(mode.asText()));
    for (String mode : modes.isEmpty() ? List.of(EAGER) : modes) {
      ways.put(name("1 × " + cores, mode), way(1, cores, mode));
      if (cores > 1) {
        ways.put(name(cores + " × 1", mode), way(cores, 1, mode));
      }
    }
    return ways;
  }

  private static String name(String processes, String mode) {
    return mode.equals(EAGER) ? processes : processes + MODE + mode;
  }

  /** Returns the mode of a way. */
  static String mode(String way) {
    return way.contains(MODE) ? way.substring(way.indexOf(MODE) + MODE.length()) : EAGER;
  }

  /** Returns the way that {@code way} is compiled from; empty if it is not compiled. */
  static Optional<String> uncompiled(String way) {
    String mode = mode(way);
    if (!mode.startsWith(COMPILED)) {
      return Optional.empty();
    }
    String plain = mode.equals(COMPILED) ? EAGER : mode.substring(COMPILED.length() + 1);
    return Optional.of(name(way.substring(0, way.indexOf(MODE)), plain));
  }

  private static List<String> way(int processes, int threads, String mode) {
    return List.of(
        "--processes", String.valueOf(processes),
        "--threads", String.valueOf(threads),
        "--mode", mode);
  }

  /** Runs {@code work} in the way {@code way} and returns units per second. */
  double rate(List<String> work, List<String> way) {
    return answer(work, way).path("rate").asDouble();
  }

  /** Runs the script and returns its whole answer. */
  JsonNode answer(List<String> work, List<String> way) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(work);
    command.addAll(way);
    return run(command);
  }

  private static JsonNode run(List<String> command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().keySet().removeAll(UNSET);
      Process process = builder.start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "Cannot measure the peer: '%s' ended with exit code %d; its message is above"
                .formatted(String.join(" ", command), code));
      }
      return Json.MAPPER.readTree(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run " + command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the peer was running", e);
    }
  }
}
