package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A namenode and a datanode in a process of their own, which can be killed and started again. */
final class Hdfs {
  private static final String READY = "HDFS is ready";
  private static final String RESTART = "restart";

  private final Path folder;
  private final int port;
  private final Semaphore restarted = new Semaphore(0);
  private Process process;
  private Writer commands;

  /**
   * Starts it.
   *
   * @param folder gets its data
   */
  Hdfs(Path folder) throws IOException {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    start("new");
  }

  String uri() {
    return "hdfs://127.0.0.1:" + port;
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** After {@link #kill}: with what was in it. */
  void startAgain() throws IOException {
    start("again");
  }

  /**
   * For so long the namenode keeps a file for a writer of which it hears nothing. HDFS itself knows
   * no other than a minute.
   */
  void softLimit(long millis) throws IOException {
    command(String.valueOf(millis));
  }

  /** Stops the namenode and starts it again, while the datanode stays. */
  void restartNamenode() throws IOException, InterruptedException {
    command(RESTART);
    assertThat(restarted.tryAcquire(1, TimeUnit.MINUTES)).as("the namenode is back").isTrue();
  }

  private void command(String line) throws IOException {
    commands.write(line + "\n");
    commands.flush();
  }

  private void start(String how) throws IOException {
    process = ChildJvm.start(Hdfs.class, folder.toString(), String.valueOf(port), how);
    commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> said = ChildJvm.readUntil(lines, READY::equals);
    assertThat(said).contains(READY);
    Thread drain =
        new Thread(
            () -> lines.lines().filter(READY::equals).forEach(line -> restarted.release()),
            "drain of HDFS");
    drain.setDaemon(true);
    drain.start();
  }

  public static void main(String[] arguments) throws IOException {
    MiniDFSCluster cluster =
        new MiniDFSCluster.Builder(new Configuration(), new File(arguments[0]))
            .nameNodePort(Integer.parseInt(arguments[1]))
            .format(arguments[2].equals("new"))
            .build();
    cluster.waitClusterUp();
    System.out.println(READY);
    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
        .lines()
        .forEach(command -> obey(command, cluster));
  }

  private static void obey(String command, MiniDFSCluster cluster) {
    if (!command.equals(RESTART)) {
      cluster.setLeasePeriod(Long.parseLong(command), 3_600_000);
      return;
    }
    try {
      cluster.restartNameNode();
      System.out.println(READY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
