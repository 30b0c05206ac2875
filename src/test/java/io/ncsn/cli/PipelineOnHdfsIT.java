package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.output.LeaseLock;
import io.ncsn.output.LockHolder;
import io.ncsn.output.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a real HDFS that is killed and started again, whole and the namenode alone. */
@Order(1)
class PipelineOnHdfsIT {
  /** A client that tries again while the namenode is away. */
  private static final List<String> PATIENT =
      List.of(
          "-Dspark.hadoop.dfs.client.retry.policy.enabled=true",
          "-Dspark.hadoop.dfs.client.retry.policy.spec=200,300");

  @TempDir private static java.nio.file.Path folder;
  private static Hdfs hdfs;
  private static FileSystem files;

  @BeforeAll
  static void start() throws IOException {
    hdfs = new Hdfs(folder.resolve("hdfs"));
    Configuration configuration = new Configuration();
    configuration.setBoolean("dfs.client.retry.policy.enabled", true);
    configuration.set("dfs.client.retry.policy.spec", "200,300");
    files = FileSystem.newInstance(URI.create(hdfs.uri()), configuration);
  }

  @AfterAll
  static void stop() throws Exception {
    files.close();
    hdfs.kill();
  }

  @Test
  void aPipelineEndsAsIfHdfsHadNeverGone() throws Exception {
    UndisturbedRun undisturbed = new UndisturbedRun(folder.resolve("undisturbed")).sampled();
    String output = hdfs.uri() + "/user/test/run";
    String[] command = UndisturbedRun.command("pipeline", output);

    Process first = start(List.of("-Dspark.hadoop.ipc.client.connect.max.retries=0"), command);
    await(first, () -> round(output) >= 2);
    hdfs.kill();
    String said = read(first);
    assertThat(first.waitFor()).as(said).isEqualTo(ExitCode.FAILURE.code());
    assertThat(said.lines().filter(line -> line.startsWith("ncsn: ")))
        .as(said)
        .singleElement()
        .asString()
        .startsWith("ncsn: Cannot ");

    hdfs.startAgain();
    hdfs.softLimit(100); // of the lock that the first run could not give back
    int kept = round(output);
    assertThat(kept).as(said).isBetween(2, 11);
    Process second = start(PATIENT, command);
    await(second, () -> round(output) > kept);
    hdfs.restartNamenode();
    assertThat(second.isAlive()).as("the program is still at work").isTrue();
    said = read(second);
    assertThat(second.waitFor()).as(said).isZero();
    assertThat(said).contains("goes on after round " + kept);
    undisturbed.assertSameParameters(output + "/model");
    undisturbed.assertSameSamples(output + "/samples");
    assertThat(files.exists(new Path(output, "report.html"))).isTrue();
    assertThat(files.exists(new Path(output, ".ncsn.lock"))).isFalse();
  }

  @Test
  void aLockIsKeptWhileItsProcessLivesAndTakenOverWhenItWasKilled() throws Exception {
    Path file = new Path(hdfs.uri() + "/user/test/.ncsn.lock");
    files.mkdirs(file.getParent());
    Process holder = ChildJvm.start(LockHolder.class, file.toString());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> read = ChildJvm.readUntil(lines, LockHolder.LOCKED::equals);
      assertThat(read).contains(LockHolder.LOCKED);
      assertThat(LeaseLock.of(files, file, Duration.ZERO)).isEmpty();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    hdfs.softLimit(100); // instead of a minute's wait
    LeaseLock taken = LeaseLock.of(files, file, Duration.ofMinutes(1)).orElseThrow();
    hdfs.softLimit(60_000);
    assertThat(LeaseLock.of(files, file, Duration.ZERO)).isEmpty();
    taken.close();
    assertThat(files.exists(file)).isFalse();
    LeaseLock.of(files, file, Duration.ZERO).orElseThrow().close();
  }

  /** Returns the round of the last checkpoint; 0 before the first. */
  private static int round(String output) {
    Path model = new Path(output, "model");
    return new Storage(files.getConf()).exists(new Path(model, "model.json"))
        ? new Storage(files.getConf()).model(model).state().round()
        : 0;
  }

  private static Process start(List<String> options, String... arguments) throws IOException {
    return new ProcessBuilder(ChildJvm.command(options, Main.class, arguments))
        .redirectErrorStream(true)
        .start();
  }

  private static void await(Process process, Callable<Boolean> so) throws Exception {
    while (!so.call()) {
      assertThat(process.isAlive()).as("the program is still at work").isTrue();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
