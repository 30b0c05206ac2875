package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.cli.WhereTasksRan;
import io.ncsn.submit.Script.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real standalone cluster: starts, runs a job on executors of their own, stops. */
@Execution(ExecutionMode.SAME_THREAD)
class LoopbackClusterIT {
  @TempDir private Path folder;

  /** With authentication and encryption, as the property files for clusters turn them on. */
  @Test
  void runsJobsOfThoseWhoKnowItsSecretAndLeavesNothingBehind() throws Exception {
    String master;
    Path secured = folder.resolve("secured.properties");
    Path output = folder.resolve("digits");
    try (LoopbackCluster cluster = LoopbackCluster.startSecured(2, secured)) {
      master = cluster.master();
      assertThat(cluster.control("status").output()).contains(master + ": 2 workers alive");
      assertThat(cluster.control("start", "1").output()).contains("one runs already");
      ClusterJob job =
          ClusterJob.of(
              WhereTasksRan.class,
              folder.resolve("job.jar"),
              "io.ncsn.cli.SerialFilter",
              "io.ncsn.cli.SiteSettings",
              "io.ncsn.cli.SparkSessions",
              "io.ncsn.cli.StartCode",
              "io.ncsn.train.RoundsPlugin",
              "io.ncsn.train.RoundsPlugin$Driver",
              "io.ncsn.train.RoundsPlugin$Executor");

      Path plain = Script.ROOT.resolve("submit/loopback.properties");
      Script open = job.on(master, plain, List.of());
      Process stranger = open.start(folder.resolve("stranger.log"));
      try {
        Result known = job.on(master, secured, List.of()).run();

        assertThat(known.code()).as(known.output()).isZero();
        assertThat(known.output())
            .contains("sum " + 100 * 101 / 2 + " on " + master, "driver refuses:true")
            .containsPattern("executor:threads [01]:1 refuses:true encrypts:true\n")
            .doesNotContain("refuses:false", "encrypts:false", "executor:threads driver");

        String said =
            cluster.ncsn(
                "pipeline",
                "--config",
                "conf/digits-quick.conf",
                "--output",
                output.toString(),
                "--set",
                "train.max-rounds=3",
                "--set",
                "sample.count=64");
        assertThat(said).contains("Report: ");
        assertThat(output.resolve("run.json")).exists();

        // Spark's client tries for a minute; it has been told no by now.
        assertThat(folder.resolve("stranger.log"))
            .content()
            .contains("Failed to connect to master")
            .doesNotContain("sum ");
        assertThat(cluster.applications())
            .containsExactlyInAnyOrder(WhereTasksRan.class.getName(), "io.ncsn.cli.Main");
      } finally {
        stranger.destroyForcibly();
      }
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
        .contains("Cannot do 'restart': need start N, add, stop or status");
  }

  /** The pid file of a cluster that ended without {@code stop}, which must not stand in the way. */
  private static void leaveBehind(long pid) throws IOException {
    Path state = Files.createDirectories(Script.ROOT.resolve("target/loopback-cluster"));
    Files.writeString(state.resolve("worker-9.pid"), String.valueOf(pid));
  }
}
