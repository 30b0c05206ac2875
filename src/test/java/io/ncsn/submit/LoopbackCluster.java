package io.ncsn.submit;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.submit.Script.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A standalone cluster of {@code submit/loopback-cluster} on free ports, for one test class. */
public final class LoopbackCluster implements AutoCloseable {
  private static final Path PROGRAM = Script.ROOT.resolve("submit/loopback-cluster");
  private static final Path NCSN = Script.ROOT.resolve("submit/ncsn");

  private static final Path OPEN = Script.ROOT.resolve("submit/loopback.properties");
  private static final Path STATE = Script.ROOT.resolve("target/loopback-cluster");

  private final Map<String, String> ports;
  private final Path properties;

  private LoopbackCluster(Map<String, String> ports, Path properties) {
    this.ports = ports;
    this.properties = properties;
  }

  /** Starts a master and so many workers of one core, and waits until all are registered. */
  public static LoopbackCluster start(int workers) throws IOException, InterruptedException {
    return start(workers, OPEN, Map.of(), List.of());
  }

  /**
   * As {@link #start}, in a namespace of mounts in which an empty file system hides what is in
   * {@code directory}.
   */
  static LoopbackCluster startWithOwnDisk(int workers, Path directory)
      throws IOException, InterruptedException {
    String mounted = "mount -t tmpfs own \"$0\" && exec \"$@\"";
    return start(
        workers,
        OPEN,
        Map.of(),
        List.of("unshare", "--mount", "sh", "-c", mounted, directory.toString()));
  }

  /**
   * As {@link #start}, with authentication and encryption.
   *
   * @param properties gets Spark's properties with a secret: for master, workers and clients
   */
  static LoopbackCluster startSecured(int workers, Path properties)
      throws IOException, InterruptedException {
    Files.createFile(
        properties,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(properties, Files.readAllLines(OPEN), APPEND);
    Path encryption = Script.ROOT.resolve("submit/encryption.properties");
    Files.write(properties, Files.readAllLines(encryption), APPEND);
    String secret = "spark.authenticate.secret " + UUID.randomUUID();
    Files.writeString(properties, secret + System.lineSeparator(), APPEND);
    return start(
        workers, properties, Map.of("LOOPBACK_PROPERTIES", properties.toString()), List.of());
  }

  /**
   * Starts a cluster with its own property file.
   *
   * @param within the start of a command whose rest is the program that starts the cluster
   */
  private static LoopbackCluster start(
      int workers, Path properties, Map<String, String> environment, List<String> within)
      throws IOException, InterruptedException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SPARK_HOME", "");
    all.put("LOOPBACK_PORT", String.valueOf(freePort()));
    all.put("LOOPBACK_UI_PORT", String.valueOf(freePort()));
    LoopbackCluster cluster = new LoopbackCluster(Map.copyOf(all), properties);
    List<String> command = new ArrayList<>(within);
    command.addAll(List.of(PROGRAM.toString(), "start", String.valueOf(workers)));
    Result result = new Script(Script.ROOT, all, command).run();
    assertThat(result.code()).as(result.output()).isZero();
    return cluster;
  }

  /** The master's address. */
  public String master() {
    return "spark://127.0.0.1:" + ports.get("LOOPBACK_PORT");
  }

  /** The names of all applications that the master ever let in. */
  List<String> applications() throws IOException {
    URI page = URI.create("http://127.0.0.1:" + ports.get("LOOPBACK_UI_PORT") + "/json/");
    try (InputStream json = page.toURL().openStream()) {
      JsonNode state = new ObjectMapper().readTree(json);
      return Stream.concat(
              state.path("activeapps").findValuesAsText("name").stream(),
              state.path("completedapps").findValuesAsText("name").stream())
          .toList();
    }
  }

  /** Runs {@code ncsn} with these arguments on the cluster and returns what it said. */
  public String ncsn(String... arguments) throws IOException, InterruptedException {
    String[] onCluster = {"--", "--properties-file", properties.toString(), "--master", master()};
    String[] all = Stream.of(arguments, onCluster).flatMap(Stream::of).toArray(String[]::new);
    Result result = Script.of(NCSN, all).with(ports).run();
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
  }

  /**
   * Starts {@code ncsn} with these arguments on the cluster.
   *
   * @param log receives the messages
   * @param options options of spark-submit
   * @return the driver's process
   */
  public Process start(Path log, List<String> arguments, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--", "--properties-file", properties.toString(), "--master", master()));
    all.addAll(options);
    return Script.of(NCSN, all.toArray(String[]::new)).with(ports).start(log);
  }

  /**
   * Makes the longest-serving worker leave and another join.
   *
   * @param signal that ends it
   */
  public void replaceWorker(String signal) throws IOException, InterruptedException {
    Path oldest;
    try (Stream<Path> workers = Files.list(STATE)) {
      oldest =
          workers
              .filter(file -> file.getFileName().toString().matches("worker-\\d+\\.pid"))
              .min(
                  Comparator.comparing(
                      file -> Integer.valueOf(file.getFileName().toString().replaceAll("\\D", ""))))
              .orElseThrow();
    }
    long process = Long.parseLong(Files.readString(oldest).strip());
    new ProcessBuilder("kill", "-" + signal, String.valueOf(process)).start().waitFor();
    ProcessHandle.of(process).ifPresent(worker -> worker.onExit().join());
    Result result = control("add");
    assertThat(result.code()).as(result.output()).isZero();
  }

  /** Runs {@code loopback-cluster} with these arguments on this cluster's ports. */
  Result control(String... arguments) throws IOException, InterruptedException {
    return Script.of(PROGRAM, arguments).with(ports).run();
  }

  @Override
  public void close() {
    try {
      Result result = control("stop");
      assertThat(result.code()).as(result.output()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
