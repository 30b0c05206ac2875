package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.Script.Result;
import io.ncsn.testing.Needs;
import io.ncsn.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code submit/ncsn} in a copy of the repository's launcher, under a path with spaces, with a
 * spark-submit that prints what it was given and a Maven that only makes the jar.
 */
class LauncherTest {
  private static final String VERSION = "1.2.3";
  private static final String JAR = "target/ncsn-spark-" + VERSION + "-assembly.jar";
  private static final String KEPT_MEMORY =
      "glibc.malloc.mmap_max=0:glibc.malloc.trim_threshold=4000000000"
          + ":glibc.malloc.top_pad=268435456";

  @TempDir private Path folder;
  private Path repository;
  private Path sparkHome;

  @BeforeEach
  void copyLauncher() throws IOException {
    repository = Files.createDirectories(folder.resolve("a repository"));
    sparkHome = folder.resolve("a spark");
    Files.createDirectories(repository.resolve("src/main"));
    Files.createDirectories(repository.resolve("target"));
    Files.createDirectory(repository.resolve("submit"));
    for (String name : List.of("ncsn", "maven", "spark-home", "surroundings", "classes")) {
      Files.copy(Script.ROOT.resolve("submit/" + name), repository.resolve("submit/" + name));
    }
    write(repository.resolve("pom.xml"), "<project>\n  <version>" + VERSION + "</version>\n");
    Script.write(
        sparkHome.resolve("bin/spark-submit"),
        "printf '[%s]\\n' \"$@\" \"omp=$OMP_NUM_THREADS\" \"malloc=$GLIBC_TUNABLES\"");
    Script.write(
        folder.resolve("bin/mvn"), "echo \"mvn $*\"; touch \"" + repository.resolve(JAR) + "\"");
  }

  @Test
  void argumentsBeforeTheDashesAreTheProgramsAndThoseAfterAreSparks() throws Exception {
    Result result =
        ncsn("train", "--set", "a b=c  d", "--", "--master", "local[3]", "--name", "x y");

    assertThat(result.code()).isZero();
    assertThat(result.output().lines().filter(line -> line.startsWith("[")))
        .containsExactly(
            "[--class]",
            "[io.ncsn.cli.Main]",
            "[--conf]",
            "[spark.executorEnv.LC_ALL=C.UTF-8]",
            "[--conf]",
            "[spark.yarn.appMasterEnv.LC_ALL=C.UTF-8]",
            "[--conf]",
            "[spark.kubernetes.driverEnv.LC_ALL=C.UTF-8]",
            "[--conf]",
            "[spark.executorEnv.OMP_NUM_THREADS=1]",
            "[--conf]",
            "[spark.executorEnv.OPENBLAS_NUM_THREADS=1]",
            "[--conf]",
            "[spark.executorEnv.GLIBC_TUNABLES=" + KEPT_MEMORY + "]",
            "[--master]",
            "[local[3]]",
            "[--name]",
            "[x y]",
            "[" + repository.resolve(JAR) + "]",
            "[train]",
            "[--set]",
            "[a b=c  d]",
            "[omp=1]",
            "[malloc=" + KEPT_MEMORY + "]");
  }

  @Test
  void worksWithoutArgumentsThroughALinkFromAnywhere() throws Exception {
    Path link =
        Files.createSymbolicLink(folder.resolve("nc sn"), repository.resolve("submit/ncsn"));

    Result result = run(Script.of(link).in(Path.of("/")));

    assertThat(result.code()).isZero();
    assertThat(result.output())
        .contains("[" + repository.resolve(JAR) + "]\n[omp=1]\n[malloc=" + KEPT_MEMORY + "]\n");
  }

  @Test
  void buildsTheJarWhenMissingOrOlderThanTheSourcesOnly() throws Exception {
    assertThat(ncsn("config").output()).as("missing").contains("ncsn: building " + JAR, "mvn ");
    age(0, repository.resolve("src/main"), repository.resolve("pom.xml"));
    assertThat(ncsn("config").output()).as("up to date").doesNotContain("building", "mvn");
    age(-10, repository.resolve("src/main"));
    assertThat(ncsn("config").output()).as("source is newer").contains("mvn ");
    age(-10, repository.resolve("pom.xml"));
    assertThat(ncsn("config").output()).as("POM is newer").contains("mvn ");
  }

  @Test
  @Needs(value = Tool.FLOCK, toTest = "two launchers at once")
  void keepsOthersFromBuildingWhileItBuildsAndOnlyThen() throws Exception {
    String lock = repository.resolve("target/.submit.lock").toString();
    String free = "flock --nonblock '%s' echo free || echo taken".formatted(lock);
    Script.write(
        folder.resolve("bin/mvn"),
        "echo \"building: $(%s)\"; touch '%s'".formatted(free, repository.resolve(JAR)));
    Script.write(sparkHome.resolve("bin/spark-submit"), "echo \"running: $(%s)\"".formatted(free));

    assertThat(ncsn("config").output()).contains("building: taken\n", "running: free\n");
  }

  @Test
  void saysTheThreadsItSetsAtDebugLevelOnly() throws Exception {
    assertThat(ncsn("config").output()).doesNotContain("OMP_NUM_THREADS=1 for the driver");
    assertThat(ncsn("config", "--debug").output())
        .contains("setting OMP_NUM_THREADS=1 for the driver (was '7') and the executors");
  }

  /**
   * Kernels of another processor are the user's choice, but not where the processor is measured.
   */
  @Test
  void measuresWithTheKernelsOfTheProcessorAlone() throws Exception {
    Script.write(sparkHome.resolve("bin/spark-submit"), "echo \"core: '${OPENBLAS_CORETYPE:-}'\"");

    assertThat(onHaswell("train").output())
        .contains("core: 'Haswell'", "keeping OPENBLAS_CORETYPE=Haswell");
    assertThat(onHaswell("bench").output()).contains("core: ''").doesNotContain("keeping");
  }

  private Result onHaswell(String command) throws IOException, InterruptedException {
    Script launcher = Script.of(repository.resolve("submit/ncsn"), command);
    return run(launcher, Map.of("OPENBLAS_CORETYPE", "Haswell"));
  }

  /** 1 would say that the command line is wrong. */
  @Test
  void aBuildThatFailsIsAFailureAndNoMistakeOfTheUsers() throws Exception {
    Script.write(folder.resolve("bin/mvn"), "echo 'no repository' >&2; exit 1");

    Result result = ncsn("config");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).contains("no repository", "ncsn: Cannot build " + JAR);
  }

  @Test
  void endsWithTheProgramsExitCode() throws Exception {
    Script.write(sparkHome.resolve("bin/spark-submit"), "exit 2");

    assertThat(ncsn("train").code()).isEqualTo(2);
  }

  @Test
  void refusesASparkHomeWithoutSpark() throws Exception {
    Files.delete(sparkHome.resolve("bin/spark-submit"));

    Result result = ncsn("train");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .contains("Cannot use SPARK_HOME=" + sparkHome + ": found no bin/spark-submit", "unset it");
  }

  @Test
  void refusesAJavaThatSparkCannotRunOn() throws Exception {
    Path jdk = folder.resolve("jdk-25");
    Script.write(jdk.resolve("bin/java"), "echo '    java.specification.version = 25' >&2");

    Result result =
        Script.of(repository.resolve("submit/ncsn"), "train")
            .with(Map.of("JAVA_HOME", jdk.toString()))
            .run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).contains("found Java '25', need 17", "set JAVA_HOME");
  }

  private Result ncsn(String... arguments) throws IOException, InterruptedException {
    return run(Script.of(repository.resolve("submit/ncsn"), arguments));
  }

  private Result run(Script script) throws IOException, InterruptedException {
    return run(script, Map.of());
  }

  private Result run(Script script, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("SPARK_HOME", sparkHome.toString());
    variables.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    variables.put("OMP_NUM_THREADS", "7");
    return script.with(variables).run();
  }

  /** Sets times in seconds before the jar's. */
  private void age(long seconds, Path... files) throws IOException {
    Instant jar = Files.getLastModifiedTime(repository.resolve(JAR)).toInstant();
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.from(jar.minusSeconds(seconds)));
    }
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
