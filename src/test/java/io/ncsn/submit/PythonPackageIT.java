package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.ml.DrawnRows;
import io.ncsn.submit.Script.Result;
import io.ncsn.testing.LocalSpark;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the wheel, installs it into a fresh virtual environment, and runs {@code src/test/python}
 * there: real Spark, started from Python. The environment sees the packages of the one that has
 * PySpark.
 */
@Needs(value = Tool.PYSPARK, toTest = "the Python package")
@TestInstance(Lifecycle.PER_CLASS)
@Order(1)
class PythonPackageIT {
  private static final Pattern LINES = Pattern.compile("(?ms)^```python\n(.*?)^```$");
  private static final Path BASE = Path.of(Tool.pySparkEnvironment()).toAbsolutePath();
  private static final Path ENVIRONMENT = Script.ROOT.resolve("target/python");

  /** How many rows test_cluster.py draws, and by which seed. */
  private static final long COUNT = 257;

  private static final long SEED = 7;

  /** Spark's part of the run is a JVM of its own, which needs no agent or option of this one's. */
  private static final Map<String, String> PLAIN = Map.of("SPARK_HOME", "", "NCSN_JAR", "");

  @BeforeAll
  void install() throws IOException, InterruptedException {
    String wheel =
        succeeds(Path.of("submit/wheel"), Map.of("PYTHON", BASE + "/bin/python")).strip();
    assertThat(wheel).matches("(?s).*/target/ncsn_spark-[\\w.]+-py3-none-any\\.whl");
    succeeds(
        BASE.resolve("bin/python"),
        PLAIN,
        "-m",
        "venv",
        "--clear",
        "--without-pip",
        ENVIRONMENT.toString());
    String packages =
        succeeds(
            BASE.resolve("bin/python"),
            PLAIN,
            "-c",
            "import pyspark; print(pyspark.__path__[0][:-8])");
    String own =
        succeeds(python(), PLAIN, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))");
    // As a site of packages: their own .pth files count too, such as that of setuptools.
    Files.writeString(
        Path.of(own.strip(), "base.pth"),
        "import site; site.addsitedir('%s')%n".formatted(packages.strip()));
    succeeds(
        BASE.resolve("bin/pip"),
        PLAIN,
        "--python",
        python().toString(),
        "install",
        "-q",
        "--no-deps",
        wheel.lines().reduce((before, last) -> last).orElseThrow());
  }

  /** On a cluster too. The rows that they leave are those of the other doors, to the bit. */
  @Test
  void testsInPythonPassAndEveryDoorDrawsTheSameRows(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path left = folder.resolve("python/cluster"); // by test_cluster.py
    Path model = left.resolve("model");
    try (LoopbackCluster cluster = LoopbackCluster.start(2)) {
      testInPython(cluster.master(), left.getParent());
      cluster.ncsn(sample(model, folder.resolve("ncsn-cluster")));
      submitDrawnRows(cluster.master(), model, folder.resolve("java-cluster"));
    }
    succeeds(Path.of("submit/ncsn"), Map.of(), sample(model, folder.resolve("ncsn")));
    SparkSession spark = LocalSpark.session();
    DrawnRows.write(model.toString(), COUNT, SEED, folder.resolve("java").toString());

    Map<Path, String> hashes =
        Stream.of(
                left.resolve("sampled"),
                left.resolve("sampled-locally"),
                folder.resolve("ncsn-cluster/samples"),
                folder.resolve("ncsn/samples"),
                folder.resolve("java-cluster"),
                folder.resolve("java"))
            .collect(Collectors.toMap(rows -> rows, rows -> hash(spark, rows)));
    assertThat(Set.copyOf(hashes.values())).as("%s", hashes).hasSize(1);
  }

  private static void testInPython(String master, Path folder)
      throws IOException, InterruptedException {
    Map<String, String> environment = new HashMap<>(PLAIN);
    environment.put("NCSN_TEST_MASTER", master);
    List<String> arguments =
        new ArrayList<>(List.of("-m", "pytest", "-q", "-p", "no:cacheprovider"));
    arguments.addAll(List.of("--basetemp", folder.toString()));
    arguments.addAll(List.of("--doctest-modules", "--pyargs", "ncsn", "src/test/python"));
    String said = succeeds(python(), environment, arguments.toArray(String[]::new));
    assertThat(said).containsPattern("\\d\\d passed").doesNotContain("skipped");
  }

  private static void submitDrawnRows(String master, Path model, Path rows)
      throws IOException, InterruptedException {
    String ncsn = succeeds(python(), PLAIN, "-c", "import ncsn; print(ncsn.jar())").strip();
    Result submitted =
        ClusterJob.of(DrawnRows.class, rows.resolveSibling("program.jar"))
            .on(
                master,
                Script.ROOT.resolve("submit/loopback.properties"),
                List.of("--jars", ncsn),
                model.toString(),
                String.valueOf(COUNT),
                String.valueOf(SEED),
                rows.toString())
            .run();
    assertThat(submitted.code()).as(submitted.output()).isZero();
  }

  private static String[] sample(Path model, Path output) {
    return "sample --model %s --output %s --set sample.count=%d --set sample.seed=%d"
        .formatted(model, output, COUNT, SEED)
        .split(" ");
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

  @Test
  void theFirstContactOfTheReadmeWorks(@TempDir Path folder)
      throws IOException, InterruptedException {
    Matcher lines = LINES.matcher(Files.readString(Script.ROOT.resolve("README.md")));
    assertThat(lines.find()).isTrue();
    Files.writeString(
        folder.resolve("people.csv"), "name,city,age\n" + "A,Ulm,31\nB,,47\nC,Bonn,\n".repeat(40));
    String program = lines.group(1).replace("maxSeconds=60", "maxRounds=2");
    assertThat(program).contains("maxRounds=2");
    Result result = Script.of(python(), "-c", program).in(folder).with(PLAIN).run();
    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output()).contains("sample_id", "city", "only showing top 20 rows");
  }

  private static Path python() {
    return ENVIRONMENT.resolve("bin/python");
  }

  private static String succeeds(Path program, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Result result = Script.of(program, arguments).with(environment).run();
    assertThat(result.code())
        .as("%s %s%n%s", program, List.of(arguments), result.output())
        .isZero();
    return result.output();
  }
}
