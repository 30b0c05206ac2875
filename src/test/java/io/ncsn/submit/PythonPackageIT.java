package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.Script.Result;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the wheel, installs it into a fresh virtual environment, and runs {@code src/test/python}
 * there: real Spark, started from Python. The environment sees the packages of the one that has
 * PySpark. {@link EveryDoorIT} runs the tests that need a cluster.
 */
@Needs(value = Tool.PYSPARK, toTest = "the Python package")
@TestInstance(Lifecycle.PER_CLASS)
@Order(1)
class PythonPackageIT {
  private static final Pattern LINES = Pattern.compile("(?ms)^```python\n(.*?)^```$");
  private static final Path BASE = Path.of(Tool.pySparkEnvironment()).toAbsolutePath();
  private static final Path ENVIRONMENT = Script.ROOT.resolve("target/python");

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

  @Test
  void testsInPythonPass() throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("-m", "pytest", "-q", "-p", "no:cacheprovider"));
    arguments.addAll(List.of("--doctest-modules", "--pyargs", "ncsn", "src/test/python"));
    String said = succeeds(python(), PLAIN, arguments.toArray(String[]::new));
    assertThat(said).containsPattern("\\d\\d passed");
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
