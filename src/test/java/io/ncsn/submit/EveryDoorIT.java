package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.ml.DrawnRows;
import io.ncsn.submit.Script.Result;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Python fits a model of all kinds of columns on a cluster. The command line, a Java program and
 * Python draw its rows, each there and on this machine: six tables of the same bits. Python has the
 * package by its path, and not from a wheel.
 */
@Needs(value = Tool.PYSPARK, toTest = "the Python package on a cluster")
@Execution(ExecutionMode.SAME_THREAD)
class EveryDoorIT {
  private static final String ASSEMBLY = System.getProperty("ncsn.assembly", "");
  private static final Path OPEN = Script.ROOT.resolve("submit/loopback.properties");

  /** As test_cluster.py has them. */
  private static final long COUNT = 257;

  private static final long SEED = 7;

  @TempDir private Path folder;

  @Test
  void everyDoorDrawsTheSameRows() throws IOException, InterruptedException {
    Path python = folder.resolve("python/cluster/mixed"); // left by test_cluster.py
    Path model = python.resolve("model");
    try (LoopbackCluster cluster = LoopbackCluster.start(2)) {
      testInPython(cluster.master(), folder.resolve("python"));
      cluster.ncsn(sample(model, folder.resolve("ncsn-cluster")));
      submitDrawnRows(cluster.master(), model, folder.resolve("java-cluster"));
    }
    succeeds(
        Script.of(Path.of("submit/ncsn"), sample(model, folder.resolve("ncsn")))
            .with(Map.of("SPARK_HOME", "")));
    SparkSession spark = LocalSpark.session();
    DrawnRows.write(model.toString(), COUNT, SEED, folder.resolve("java").toString());

    Map<Path, String> hashes =
        Stream.of(
                python.resolve("sampled"),
                python.resolve("sampled-locally"),
                folder.resolve("ncsn-cluster/samples"),
                folder.resolve("ncsn/samples"),
                folder.resolve("java-cluster"),
                folder.resolve("java"))
            .collect(Collectors.toMap(rows -> rows, rows -> hash(spark, rows)));
    assertThat(Set.copyOf(hashes.values())).as("%s", hashes).hasSize(1);
  }

  private static void testInPython(String master, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> environment =
        Map.of(
            "NCSN_JAR",
            ASSEMBLY,
            "NCSN_TEST_MASTER",
            master,
            "PYTHONPATH",
            Script.ROOT.resolve("src/main/python").toString(),
            "SPARK_HOME",
            "");
    String[] pytest = "-m pytest -q -p no:cacheprovider src/test/python/test_cluster.py".split(" ");
    String[] all =
        Stream.concat(Stream.of(pytest), Stream.of("--basetemp", folder.toString()))
            .toArray(String[]::new);
    Path python = Path.of(Tool.pySparkEnvironment(), "bin/python");
    String said = succeeds(Script.of(python, all).with(environment));
    assertThat(said).contains(" passed").doesNotContain("skipped");
  }

  private static void submitDrawnRows(String master, Path model, Path rows)
      throws IOException, InterruptedException {
    succeeds(
        ClusterJob.of(DrawnRows.class, rows.resolveSibling("program.jar"))
            .on(
                master,
                OPEN,
                List.of("--jars", ASSEMBLY),
                model.toString(),
                String.valueOf(COUNT),
                String.valueOf(SEED),
                rows.toString()));
  }

  private static String[] sample(Path model, Path output) {
    return "sample --model %s --output %s --set sample.count=%d --set sample.seed=%d"
        .formatted(model, output, COUNT, SEED)
        .split(" ");
  }

  private static String succeeds(Script script) throws IOException, InterruptedException {
    Result result = script.run();
    assertThat(result.code()).as("%s%n%s", script.command(), result.output()).isZero();
    return result.output();
  }

  /** The SHA-256 of all rows, by sample_id, as text that tells each number from all others. */
  private static String hash(SparkSession spark, Path rows) {
    return spark
        .read()
        .parquet(rows.toString())
        .selectExpr("sha2(to_json(sort_array(collect_list(struct(*)))), 256)")
        .first()
        .getString(0);
  }
}
