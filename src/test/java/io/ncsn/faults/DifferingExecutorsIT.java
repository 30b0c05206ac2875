package io.ncsn.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ncsn.network.WrongOnOneExecutor;
import io.ncsn.submit.LoopbackCluster;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A cluster one of whose machines computes a fast path wrongly: the job says so, and takes the
 * plain way everywhere.
 */
@Execution(ExecutionMode.SAME_THREAD)
class DifferingExecutorsIT {
  /** 64 columns and layers of 257 and 264: one product is wide enough to be packed. */
  private static final List<String> WIDE =
      List.of(
          "pipeline",
          "--config",
          "conf/digits-quick.conf",
          "--set",
          "network.hidden=257,264",
          "--set",
          "train.max-rounds=2",
          "--set",
          "train.averaging-frequency=8",
          "--set",
          "sample.count=1030",
          "--set",
          "sample.steps-per-level=1");

  @TempDir private Path folder;

  @Test
  void allTakeThePlainWayIfOneExecutorIsWrong() throws Exception {
    Path plain = folder.resolve("plain");
    Path differing = folder.resolve("differing");
    Path jar = FaultsJar.writeTo(folder.resolve("jar"), WrongOnOneExecutor.class);
    List<String> plugin = List.of("--jars", jar.toString(), "--conf", "spark.plugins=" + plugin());
    try (LoopbackCluster cluster = LoopbackCluster.start(2)) {
      run(cluster, plain, List.of("--set", "network.avoid=packed-linear"), List.of());
      String said = run(cluster, differing, List.of(), plugin);

      assertThat(said)
          .contains("No machine uses packed-linear for shape 264×257: it fails on 1 of 3")
          .contains("executor 0 on ");
    }
    JsonNode path = fastPath(differing, "packed-linear");
    assertThat(path.path("used").asBoolean()).isFalse();
    assertThat(path.path("error").asDouble()).isGreaterThan(0.01);
    assertThat(record(differing).path("parameters-sha256"))
        .isEqualTo(record(plain).path("parameters-sha256"));
    assertThat(samples(differing)).hasSize(1030).isEqualTo(samples(plain));
  }

  private static String plugin() {
    return WrongOnOneExecutor.class.getName();
  }

  private String run(
      LoopbackCluster cluster, Path output, List<String> settings, List<String> options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(WIDE);
    arguments.addAll(List.of("--output", output.toString()));
    arguments.addAll(settings);
    Path logs = folder.resolve(output.getFileName() + "-logs");
    Submission submission = Submission.start(cluster, logs, arguments, options);
    int code = submission.code();
    assertThat(code).as(submission.output()).isZero();
    return submission.output();
  }

  private static JsonNode record(Path output) throws IOException {
    return new ObjectMapper().readTree(output.resolve("run.json").toFile());
  }

  private static JsonNode fastPath(Path output, String name) throws IOException {
    for (JsonNode path : record(output).path("sample.fast-paths")) {
      if (path.path("path").asText().equals(name)) {
        return path;
      }
    }
    throw new AssertionError("run.json has no fast path " + name);
  }

  private static List<String> samples(Path output) {
    return LocalSpark.session()
        .read()
        .parquet(output.resolve("samples").toString())
        .orderBy("sample_id")
        .toJSON()
        .collectAsList();
  }
}
