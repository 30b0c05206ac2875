package io.ncsn.bench;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Runs the same work in PyTorch: {@code ncsn_peer.py} with the system's Python. */
final class Peer {
  /** The system's Python. */
  static final String PYTHON = "/usr/bin/python3";

  private static final String SCRIPT = "ncsn_peer.py";

  /**
   * Environment variables that would slow down PyTorch's BLAS or select kernels for another
   * processor.
   */
  private static final List<String> UNSET =
      List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS");

  private final Path script;
  private final String about;

  private Peer(Path script, JsonNode about) {
    this.script = script;
    this.about =
        "PyTorch %s, OpenBLAS core %s, Python %s"
            .formatted(
                about.path("torch").asText(),
                about.path("core").asText(),
                about.path("python").asText());
  }

  /**
   * Returns the peer if this machine has PyTorch.
   *
   * @param directory receives the script
   */
  static Optional<Peer> find(Path directory) {
    if (!Files.isExecutable(Path.of(PYTHON)) || !importsTorch()) {
      return Optional.empty();
    }
    Path script = directory.resolve(SCRIPT);
    try (InputStream source = Peer.class.getResourceAsStream(SCRIPT)) {
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + script, e);
    }
    return Optional.of(new Peer(script, run(List.of(PYTHON, script.toString(), "about"))));
  }

  private static boolean importsTorch() {
    try {
      Process process =
          new ProcessBuilder(PYTHON, "-c", "import torch, numpy")
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
    return about;
  }

  /** Returns the ways to use {@code cores} cores, by name. */
  static Map<String, List<String>> ways(int cores) {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    String all = String.valueOf(cores);
    ways.put("1 × " + all, List.of("--processes", "1", "--threads", all));
    if (cores > 1) {
      ways.put(all + " × 1", List.of("--processes", all, "--threads", "1"));
    }
    return ways;
  }

  /** Runs {@code work} in the way {@code way} and returns units per second. */
  double rate(List<String> work, List<String> way) {
    return answer(work, way).path("rate").asDouble();
  }

  /** Runs the script and returns its whole answer. */
  JsonNode answer(List<String> work, List<String> way) {
    List<String> command = new ArrayList<>(List.of(PYTHON, script.toString()));
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
