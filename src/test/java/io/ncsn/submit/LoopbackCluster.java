package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.Script.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A standalone cluster of {@code submit/loopback-cluster} on free ports, for one test class. */
public final class LoopbackCluster implements AutoCloseable {
  private static final Path PROGRAM = Script.ROOT.resolve("submit/loopback-cluster");
  private static final Path NCSN = Script.ROOT.resolve("submit/ncsn");

  private final Map<String, String> ports;

  private LoopbackCluster(Map<String, String> ports) {
    this.ports = ports;
  }

  /** Starts a master and so many workers of one core, and waits until all are registered. */
  public static LoopbackCluster start(int workers) throws IOException, InterruptedException {
    LoopbackCluster cluster =
        new LoopbackCluster(
            Map.of(
                "SPARK_HOME", "",
                "LOOPBACK_PORT", String.valueOf(freePort()),
                "LOOPBACK_UI_PORT", String.valueOf(freePort())));
    Result result = cluster.control("start", String.valueOf(workers));
    assertThat(result.code()).as(result.output()).isZero();
    return cluster;
  }

  /** The master's address. */
  public String master() {
    return "spark://127.0.0.1:" + ports.get("LOOPBACK_PORT");
  }

  /** Runs {@code ncsn} with these arguments on the cluster and returns what it said. */
  public String ncsn(String... arguments) throws IOException, InterruptedException {
    String[] onCluster = {
      "--",
      "--properties-file",
      Script.ROOT.resolve("submit/loopback.properties").toString(),
      "--master",
      master()
    };
    String[] all = Stream.of(arguments, onCluster).flatMap(Stream::of).toArray(String[]::new);
    Result result = Script.of(NCSN, all).with(ports).run();
    assertThat(result.code()).as(result.output()).isZero();
    return result.output();
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
