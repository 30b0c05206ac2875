package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.cli.ChildJvm;
import io.ncsn.testing.CommandLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * A real YARN in a process of its own: a resource manager and one node manager, which keeps its
 * containers to the memory that they asked for. Jobs are submitted by {@code submit/ncsn} with the
 * Spark of the PySpark environment, as Maven Central lacks this version's part for YARN.
 */
public final class YarnCluster implements AutoCloseable {
  private static final String READY = "YARN is ready";
  private static final int MEMORY_MB = 6 * 1024;
  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final String JAVA = JAVA_HOME + "/bin/java ";

  private final Path sparkHome;
  private final Path folder;
  private final Path configuration;
  private final Process process;

  /**
   * Starts it.
   *
   * @param folder gets the clients' configuration, and the containers' files and logs
   */
  public YarnCluster(Path folder) throws IOException, InterruptedException {
    this.sparkHome = Distribution.home();
    this.folder = folder;
    this.configuration = Files.createDirectories(folder.resolve("configuration"));
    ProcessBuilder builder =
        new ProcessBuilder(ChildJvm.command(List.of(), Launcher.class, configuration.toString()))
            .directory(folder.toFile())
            .redirectError(folder.resolve("yarn.log").toFile());
    // What containers start Java by.
    builder.environment().put("JAVA_HOME", JAVA_HOME);
    this.process = builder.start();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(ChildJvm.readUntil(lines, READY::equals))
        .as(Files.readString(folder.resolve("yarn.log")))
        .contains(READY);
  }

  /**
   * Starts {@code ncsn} with these arguments.
   *
   * @param log receives the messages
   * @param options options of spark-submit
   * @return the process of spark-submit
   */
  public Process start(Path log, List<String> arguments, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.add("--");
    all.addAll(options);
    all.addAll(List.of("--conf", "spark.yarn.jars=local:" + sparkHome.resolve("jars/*")));
    all.addAll(List.of("--conf", "spark.yarn.stagingDir=" + folder.toUri()));
    return Script.of(Script.ROOT.resolve("submit/ncsn"), all.toArray(String[]::new))
        .with(
            Map.of("SPARK_HOME", sparkHome.toString(), "HADOOP_CONF_DIR", configuration.toString()))
        .start(log);
  }

  /** Ends the processes of all executors by SIGKILL, and returns how many containers that were. */
  public int killExecutors() {
    List<ProcessHandle> executors =
        process
            .descendants()
            .filter(child -> CommandLines.of(child).startsWith(JAVA))
            .filter(child -> CommandLines.of(child).contains(".YarnCoarseGrainedExecutorBackend "))
            .toList();
    executors.forEach(ProcessHandle::destroyForcibly);
    return executors.size();
  }

  /** What all drivers in the cluster have said. */
  public String drivers() throws IOException {
    StringBuilder said = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("target"))) {
      for (Path file : files.filter(file -> file.endsWith("stderr")).toList()) {
        if (file.getParent().toString().endsWith("_000001")) {
          said.append(Files.readString(file));
        }
      }
    }
    return said.toString();
  }

  @Override
  public void close() throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.flush();
    }
    process.onExit().join();
  }

  /** The process of the cluster: ends when its input does, and its containers with it. */
  static final class Launcher {
    private Launcher() {}

    public static void main(String[] arguments) throws IOException {
      MiniYARNCluster cluster = new MiniYARNCluster("yarn", 1, 1, 1);
      cluster.init(settings());
      cluster.start();
      try (OutputStream file = Files.newOutputStream(Path.of(arguments[0], "yarn-site.xml"))) {
        cluster.getConfig().writeXml(file);
      }
      System.out.println(READY);
      System.in.transferTo(OutputStream.nullOutputStream());
      cluster.stop();
      System.exit(0);
    }

    private static YarnConfiguration settings() {
      YarnConfiguration settings = new YarnConfiguration();
      settings.set("yarn.scheduler.capacity.root.queues", "default");
      settings.set("yarn.scheduler.capacity.root.default.capacity", "100");
      settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
      settings.setInt(YarnConfiguration.YARN_MINICLUSTER_NM_PMEM_MB, MEMORY_MB);
      settings.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 512);
      settings.set(YarnConfiguration.NM_ENV_WHITELIST, "JAVA_HOME,SPARK_LOCAL_IP,JDK_JAVA_OPTIONS");
      settings.setInt(YarnConfiguration.RM_NM_HEARTBEAT_INTERVAL_MS, 100);
      // Of address space, Java's threads take more than YARN allows by default.
      settings.setBoolean(YarnConfiguration.NM_VMEM_CHECK_ENABLED, false);
      // A disk of the machine may be nearly full.
      settings.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
      return settings;
    }
  }
}
