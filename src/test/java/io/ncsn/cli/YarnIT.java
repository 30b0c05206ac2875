package io.ncsn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.submit.YarnCluster;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The quick digits job, made small, on a real YARN with the property files of {@code submit/}: its
 * parameters and samples are those of a local run.
 */
@Needs(value = Tool.PYSPARK, toTest = "the program on YARN")
@Order(1)
class YarnIT {
  private static final String SMALL =
      """
      include "digits-quick.conf"
      network.hidden = [32, 32]
      train { max-rounds = 4, averaging-frequency = 5, checkpoint-every = 1 }
      sample { count = 65, steps-per-level = 1 }
      evaluate { rows = 65, projections = 8 }
      """;

  /** One executor of two cores, and memory for a small network. */
  private static final List<String> LESS =
      List.of(
          "spark.executor.instances=1",
          "spark.executor.cores=2",
          "spark.executor.memory=1g",
          "spark.executor.memoryOverhead=1g",
          "spark.driver.memory=1g",
          "spark.driver.memoryOverhead=512m",
          "spark.driver.cores=1");

  @TempDir private static Path folder;
  private static YarnCluster yarn;
  private static Run local;

  @BeforeAll
  static void start() throws Exception {
    for (String name : List.of("digits.conf", "digits-quick.conf")) {
      Files.copy(Path.of("conf", name), folder.resolve(name));
    }
    Files.writeString(folder.resolve("small.conf"), SMALL);
    LocalSpark.session();
    Path output = folder.resolve("local");
    String[] line = pipeline(folder.resolve("small.conf").toString(), output);
    assertThat(NcsnCommand.commandLine().execute(line)).isZero();
    local = Run.in(output);
    yarn = new YarnCluster(Files.createDirectory(folder.resolve("yarn")));
  }

  @AfterAll
  static void stop() throws IOException {
    if (yarn != null) {
      yarn.close();
    }
  }

  @Test
  void theDriverHereGetsTheBitsOfALocalRun() throws Exception {
    Path output = folder.resolve("client");
    Path log = folder.resolve("client.log");
    Process job = submit(log, "client", pipeline(folder.resolve("small.conf").toString(), output));
    assertThat(job.waitFor()).as(Files.readString(log)).isZero();
    assertThat(Run.in(output)).isEqualTo(local);
  }

  @Test
  void theDriverInTheClusterGetsThemThoughItsExecutorIsKilled() throws Exception {
    Path output = folder.resolve("cluster");
    Path log = folder.resolve("cluster.log");
    Process job = submit(log, "cluster", pipeline("small.conf", output), "--files", files());
    Path checkpoint = output.resolve("model/model.json");
    while (!Files.exists(checkpoint)) {
      assertThat(job.isAlive()).as(Files.readString(log)).isTrue();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(yarn.killExecutors()).isEqualTo(1);
    assertThat(job.waitFor()).as(Files.readString(log)).isZero();
    assertThat(yarn.drivers()).contains("Exit status: 137");
    assertThat(Run.in(output)).isEqualTo(local);
  }

  /** Two that are found before Spark starts, and by its tasks. */
  @Test
  void badInputIsToldToWhoSubmittedIt() throws Exception {
    Path early = folder.resolve("early.log");
    Path late = folder.resolve("late.log");
    Path table = Files.writeString(folder.resolve("table.csv"), "x,y\n1,2\n3,\n5,7\n");
    Process first = submit(early, "cluster", train(folder.resolve("missing.csv")));
    Process second = submit(late, "cluster", train(table));

    assertThat(first.waitFor()).as(Files.readString(early)).isEqualTo(1);
    assertThat(early)
        .content()
        .contains("exited with  exitCode: 2")
        .contains("ncsn: Cannot read data.input '" + folder.resolve("missing.csv"));
    assertThat(second.waitFor()).as(Files.readString(late)).isEqualTo(1);
    assertThat(late)
        .content()
        .contains("exited with exitCode: 2")
        .contains("ncsn: Cannot use data.input '" + table + "': found 1 bad row (1 null)");
  }

  private static String[] train(Path table) {
    return new String[] {
      "train",
      "--set",
      "data.input=" + table,
      "--set",
      "train.max-rounds=1",
      "--output",
      folder.resolve("none").toString()
    };
  }

  private static String[] pipeline(String configuration, Path output) {
    return new String[] {"pipeline", "--config", configuration, "--output", output.toString()};
  }

  private static String files() {
    return String.join(
        ",",
        Stream.of("small.conf", "digits-quick.conf", "digits.conf")
            .map(name -> folder.resolve(name).toString())
            .toList());
  }

  private static Process submit(Path log, String mode, String[] line, String... options)
      throws IOException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("--properties-file", "submit/yarn-" + mode + ".properties"));
    LESS.forEach(setting -> all.addAll(List.of("--conf", setting)));
    all.addAll(List.of(options));
    return yarn.start(log, List.of(line), all);
  }

  /** What runs are compared by. */
  private record Run(String parameters, List<String> samples) {
    static Run in(Path output) throws IOException {
      return new Run(
          new ObjectMapper()
              .readTree(output.resolve("run.json").toFile())
              .path("parameters-sha256")
              .asText(),
          LocalSpark.session()
              .read()
              .parquet(output.resolve("samples").toString())
              .orderBy("sample_id")
              .toJSON()
              .collectAsList());
    }
  }
}
