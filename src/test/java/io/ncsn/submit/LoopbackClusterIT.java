package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.Script.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone cluster: starts, runs a job on executors of their own, stops. */
class LoopbackClusterIT {
  @TempDir private Path folder;

  @Test
  void runsAJobOnItsWorkersAndLeavesNothingBehind() throws Exception {
    String master;
    try (LoopbackCluster cluster = LoopbackCluster.start(2)) {
      master = cluster.master();
      assertThat(cluster.control("status").output()).contains(master + ": 2 workers alive");
      assertThat(cluster.control("start", "1").output()).contains("one runs already");

      Result job = submit(master, WhereTasksRan.class);

      assertThat(job.code()).as(job.output()).isZero();
      assertThat(job.output())
          .contains("sum " + 100 * 101 / 2 + " on " + master)
          .containsPattern("executor:threads [01]:1\n")
          .doesNotContain("executor:threads driver");
    }
    assertThat(Script.ROOT.resolve("target/loopback-cluster")).doesNotExist();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(process -> process.info().commandLine().orElse("").contains(master));
  }

  @Test
  void saysThatAPortIsTaken() throws Exception {
    leaveBehind(Long.MAX_VALUE);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result =
          Script.of(Script.ROOT.resolve("submit/loopback-cluster"), "start", "1")
              .with(Map.of("LOOPBACK_PORT", String.valueOf(taken.getLocalPort())))
              .run();

      assertThat(result.code()).isEqualTo(1);
      assertThat(result.output())
          .contains("127.0.0.1:" + taken.getLocalPort() + ": the port is taken", "LOOPBACK_PORT");
    }
  }

  @Test
  void saysWhatItCanDo() throws Exception {
    Path program = Script.ROOT.resolve("submit/loopback-cluster");

    assertThat(Script.of(program, "start", "many").run().output())
        .contains("Cannot start 'many' workers: need a whole number above 0");
    assertThat(Script.of(program, "restart").run().output())
        .contains("Cannot do 'restart': need start N, stop or status");
  }

  /** The pid file of a cluster that ended without {@code stop}, which must not stand in the way. */
  private static void leaveBehind(long pid) throws IOException {
    Path state = Files.createDirectories(Script.ROOT.resolve("target/loopback-cluster"));
    Files.writeString(state.resolve("worker-9.pid"), String.valueOf(pid));
  }

  private Result submit(String master, Class<?> job) throws IOException, InterruptedException {
    Path sparkHome = Script.ROOT.resolve("target/spark-home");
    return Script.of(
            sparkHome.resolve("bin/spark-submit"),
            "--properties-file",
            Script.ROOT.resolve("submit/loopback.properties").toString(),
            "--master",
            master,
            "--conf",
            "spark.executorEnv.OMP_NUM_THREADS=1",
            "--class",
            job.getName(),
            jarOf(job).toString())
        .with(Map.of("SPARK_HOME", ""))
        .run();
  }

  private Path jarOf(Class<?> type) throws IOException {
    Path jar = folder.resolve("job.jar");
    String entry = type.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(file);
        InputStream code = type.getResourceAsStream("/" + entry)) {
      target.putNextEntry(new JarEntry(entry));
      code.transferTo(target);
    }
    return jar;
  }
}
