package io.ncsn.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.hdfs.server.namenode.NameNodeAdapter;

/** A namenode, which can be killed and started again, and a datanode: a process each. */
final class Hdfs implements AutoCloseable {
  private static final String READY = "ready";

  private final Path folder;
  private final int port;
  private final Process datanode;
  private Process namenode;

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
    this.namenode = start("format");
    this.datanode = start("datanode");
  }

  String uri() {
    return "hdfs://127.0.0.1:" + port;
  }

  /** SIGKILL. */
  void killNamenode() throws InterruptedException {
    namenode.destroyForcibly().waitFor();
  }

  /** After {@link #killNamenode}: with what was in it. */
  void startNamenode() throws IOException {
    namenode = start("namenode");
  }

  /**
   * For so long the namenode keeps a file for a writer of which it hears nothing. HDFS itself knows
   * no other than a minute.
   */
  void softLimit(long millis) throws IOException {
    Writer commands = new OutputStreamWriter(namenode.getOutputStream(), StandardCharsets.UTF_8);
    commands.write(millis + "\n");
    commands.flush();
  }

  @Override
  public void close() {
    datanode.destroyForcibly();
    namenode.destroyForcibly();
  }

  private Process start(String role) throws IOException {
    Process process = ChildJvm.start(Hdfs.class, role, folder.toString(), String.valueOf(port));
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> said = ChildJvm.readUntil(lines, READY::equals);
    assertThat(said).contains(READY);
    Thread drain = new Thread(() -> lines.lines().forEach(line -> {}), "drain of HDFS");
    drain.setDaemon(true);
    drain.start();
    return process;
  }

  public static void main(String[] arguments) throws IOException {
    Configuration configuration = configuration(arguments[1], arguments[2]);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    if (arguments[0].equals("datanode")) {
      DataNode datanode = DataNode.createDataNode(new String[0], configuration);
      while (!datanode.isDatanodeFullyStarted()) {
        LockSupport.parkNanos(1_000_000);
      }
      System.out.println(READY);
      commands.lines().forEach(line -> {});
      return;
    }
    if (arguments[0].equals("format")) {
      NameNode.format(configuration);
    }
    NameNode namenode = NameNode.createNameNode(new String[0], configuration);
    System.out.println(READY);
    commands
        .lines()
        .forEach(
            millis ->
                NameNodeAdapter.setLeasePeriod(
                    namenode.getNamesystem(), Long.parseLong(millis), 3_600_000));
  }

  private static Configuration configuration(String folder, String port) {
    Configuration configuration = new Configuration();
    configuration.set("fs.defaultFS", "hdfs://127.0.0.1:" + port);
    configuration.set("dfs.namenode.name.dir", "file:" + folder + "/name");
    configuration.set("dfs.datanode.data.dir", "file:" + folder + "/data");
    configuration.set("dfs.replication", "1");
    configuration.set("dfs.heartbeat.interval", "1");
    configuration.set("dfs.namenode.safemode.extension", "0");
    for (String address :
        List.of(
            "dfs.namenode.http-address",
            "dfs.datanode.address",
            "dfs.datanode.http.address",
            "dfs.datanode.ipc.address")) {
      configuration.set(address, "127.0.0.1:0");
    }
    return configuration;
  }
}
