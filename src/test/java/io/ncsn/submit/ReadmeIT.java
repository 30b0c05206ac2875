package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.ncsn.submit.Script.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs every command of the README, in its order: those for this machine as they stand but with
 * less to do, those for a cluster with a spark-submit that only checks that it gets what it needs.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");
  private static final Pattern FILE_OF_OURS = Pattern.compile("(?:conf|submit)/[\\w.-]+");
  private static final String SMALL =
      " --set network.hidden=8 --set train.max-rounds=2 --set train.max-seconds=none"
          + " --set evaluate.rows=100 --set evaluate.projections=8";

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyCommandWorks() throws IOException {
    List<String> commands =
        BLOCK
            .matcher(Files.readString(Script.ROOT.resolve("README.md")))
            .results()
            .map(block -> block.group(1).replace("\\\n", " "))
            .flatMap(String::lines)
            .toList();
    assertThat(commands).hasSizeGreaterThan(10);
    return Stream.concat(
        commands.stream().map(command -> dynamicTest(command, () -> check(command))),
        Stream.of(
            dynamicTest("the main job computed with libtorch", this::findsLibtorch),
            dynamicTest("the cluster trained the same model", this::clusterIsAsLocal)));
  }

  /** "auto" falls back to DL4J where the jar's natives are not found, several times slower. */
  private void findsLibtorch() throws IOException {
    assertThat(Files.readString(folder.resolve("digits/run.json")))
        .containsPattern("\"network\\.kernel\"[^}]*\"libtorch\"");
  }

  /**
   * Compares two models with the same settings: one trained in this machine's JVM, and one on two
   * workers.
   */
  private void clusterIsAsLocal() throws IOException {
    assertThat(parameters("digits-on-a-cluster")).isEqualTo(parameters("model-of-digits"));
  }

  private String parameters(String output) throws IOException {
    Matcher hash =
        Pattern.compile("\"parameters-sha256\" : \"(\\p{XDigit}{64})\"")
            .matcher(Files.readString(folder.resolve(output).resolve("run.json")));
    assertThat(hash.find()).isTrue();
    return hash.group(1);
  }

  private void check(String command) throws Exception {
    if (command.startsWith("submit/loopback-cluster ")) {
      runs(command);
    } else if (command.contains("submit/loopback.properties")) {
      runs(small(command));
    } else if (command.contains(" -- ")) {
      isFitForSparkSubmit(command);
    } else if (command.startsWith("submit/ncsn ")) {
      runs(small(command));
    } else if (command.startsWith("submit/wheel") || command.startsWith("pip ")) {
      // PythonPackageIT does both, and runs the README's lines of Python.
      assertThat(Files.readString(Script.ROOT.resolve("docs/python.md"))).contains(command);
    } else {
      assertThat(Files.readString(Script.ROOT.resolve(".ci/run"))).contains(command);
    }
  }

  /** The same command with little to do, and all it writes and reads in the test's folder. */
  private String small(String command) throws IOException {
    Path table = folder.resolve("measurements.csv");
    Files.writeString(table, "id,label,a,b\n" + "1,x,0.5,2\n2,y,1.5,3\n3,x,2.5,5\n".repeat(20));
    Path people = folder.resolve("people.csv");
    Files.writeString(
        people,
        "name,city,age,joined\n"
            + "\"Ö, A\",Ulm,31,2024-02-29\nB,,47,2023-12-31\nC,Bonn,,2022-07-01\n".repeat(40));
    String here =
        command
            .replace("target/", folder + "/")
            .replace("measurements.csv", table.toString())
            .replace("people.csv", people.toString())
            .replace("<= 0.1", "<= 1") // a training of seconds is not good
            .replace("--count 1000", "--count 64");
    boolean settable = here.matches("submit/ncsn (pipeline|train) .*");
    if (!settable) {
      return here;
    }
    String output = here.contains("output") ? "" : " --output " + folder.resolve("digits");
    String options = SMALL + " --set sample.count=64" + output;
    int dashes = here.indexOf(" -- ");
    return dashes < 0
        ? here + options
        : here.substring(0, dashes) + options + here.substring(dashes);
  }

  private void runs(String command) throws Exception {
    Result result = shell(command, Map.of("SPARK_HOME", ""));
    assertThat(result.code()).as("%s%n%s", command, result.output()).isZero();
  }

  /** Spark gets the property file and the jar; the files of ours that are named exist. */
  private void isFitForSparkSubmit(String command) throws Exception {
    Path sparkSubmit = Files.createDirectories(folder.resolve("bin")).resolve("spark-submit");
    Files.writeString(sparkSubmit, "#!/usr/bin/env bash\necho \"$*\"\n");
    assertThat(sparkSubmit.toFile().setExecutable(true)).isTrue();

    Result result = shell(command, Map.of("SPARK_HOME", folder.toString()));

    assertThat(result.code()).as(result.output()).isZero();
    assertThat(result.output())
        .containsPattern(
            "--class io.ncsn.cli.Main .*--properties-file submit/.* .*-assembly.jar pipeline ");
    Matcher files = FILE_OF_OURS.matcher(command);
    assertThat(files.results().map(found -> Script.ROOT.resolve(found.group())))
        .allSatisfy(file -> assertThat(file).exists());
  }

  private static Result shell(String command, Map<String, String> environment) throws Exception {
    return Script.of(Path.of("bash"), "-c", command).with(environment).run();
  }
}
