package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher's archive of classes, in a copy of the launcher under a path with spaces, with a
 * Spark home whose spark-submit writes what it was asked for as an archive.
 */
class ArchiveOfClassesTest {
  private static final String MAKES = "ncsn: archiving classes";

  @TempDir private Path folder;
  private Path repository;
  private Path jar;

  @BeforeEach
  void copyLauncher() throws IOException {
    repository = Files.createDirectories(folder.resolve("a repository"));
    Path logging = repository.resolve("src/main/resources/io/ncsn/cli/log4j2.properties");
    write(logging, "");
    for (String name : List.of("ncsn", "maven", "spark-home", "surroundings", "classes")) {
      Files.createDirectories(repository.resolve("submit"));
      Files.copy(Script.ROOT.resolve("submit/" + name), repository.resolve("submit/" + name));
    }
    submitting("archive");
    Script.write(repository.resolve("submit/spark-class"), "exit 1");
    write(repository.resolve("pom.xml"), "<project>\n  <version>1</version>\n");
    Path home = repository.resolve("target/spark-home");
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("bin"));
    write(home.resolve("versions"), versions());
    jar = repository.resolve("target/ncsn-spark-1-assembly.jar");
    write(jar, "");
  }

  /** As {@code submit/spark-home} writes them for a pom.xml that names none. */
  private static String versions() {
    return String.join(
        " ",
        Stream.of("scala.binary", "spark", "spark-side", "hadoop", "slf4j", "jackson")
            .map(name -> "-D" + name + ".version=")
            .toList());
  }

  /** A spark-submit that writes {@code content} as the archive if it is to make one. */
  private void submitting(String content) throws IOException {
    Script.write(
        repository.resolve("submit/spark-submit"),
        """
        if [[ -n ${NCSN_CLASSES_TO:-} ]]; then printf '%s' > "$NCSN_CLASSES_TO"; exit 1; fi
        echo "jar=$(basename "${NCSN_DRIVER_JAR:-}") classes=$(cat "${NCSN_CLASSES:-/dev/null}")"
        """
            .formatted(content));
  }

  @Test
  void theFirstJobMakesItAndTheOthersUseIt() throws Exception {
    assertThat(ncsn("train")).contains(MAKES, "jar=ncsn-spark-1-assembly.jar classes=archive\n");
    assertThat(ncsn("sample")).doesNotContain(MAKES).contains("classes=archive\n");
    assertThat(ncsn("config")).doesNotContain(MAKES).contains("classes=archive\n");
  }

  @Test
  void anotherJarMakesAnotherArchive() throws Exception {
    assertThat(ncsn("train")).contains(MAKES);
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(2)));
    submitting("newer");

    assertThat(ncsn("train")).contains(MAKES, "classes=newer\n");
  }

  @Test
  void commandsWithoutSparkDoNotWaitForIt() throws Exception {
    assertThat(ncsn("config")).doesNotContain(MAKES).contains("classes=\n");
    assertThat(ncsn("--version")).doesNotContain(MAKES).contains("classes=\n");
  }

  @Test
  void aJvmThatWritesNoneIsAskedOnce() throws Exception {
    submitting("");

    assertThat(ncsn("train")).contains(MAKES, "classes=\n");
    assertThat(ncsn("train")).doesNotContain(MAKES).contains("classes=\n");
  }

  /** Spark's launcher ends with the code of the signal that stopped it. */
  @Test
  void stoppingItStopsTheCommand() throws Exception {
    Script.write(
        repository.resolve("submit/spark-submit"),
        "if [[ -n ${NCSN_CLASSES_TO:-} ]]; then exit 130; fi; echo started");

    assertThat(ncsn("train")).contains(MAKES).doesNotContain("started");
  }

  @Test
  void whoWantsNoneOrHasAnotherSparkOrAConfigurationGetsNone() throws Exception {
    assertThat(ncsn(Map.of("NCSN_CLASSES", "none"), "train"))
        .doesNotContain(MAKES)
        .contains("jar= ");
    for (String name : List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR", "SPARK_CONF_DIR")) {
      assertThat(ncsn(Map.of(name, folder.toString()), "train"))
          .doesNotContain(MAKES)
          .contains("jar= ");
    }
    Path spark = folder.resolve("spark");
    Script.write(spark.resolve("bin/spark-submit"), "echo \"jar=${NCSN_DRIVER_JAR:-} classes=\"");
    assertThat(ncsn(Map.of("SPARK_HOME", spark.toString()), "train"))
        .doesNotContain(MAKES)
        .contains("jar= ");
  }

  private String ncsn(String... arguments) throws IOException, InterruptedException {
    return ncsn(Map.of(), arguments);
  }

  private String ncsn(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(Map.of("SPARK_HOME", "", "NCSN_CLASSES", ""));
    List.of("HADOOP_CONF_DIR", "YARN_CONF_DIR", "SPARK_CONF_DIR", "SPARK_DIST_CLASSPATH")
        .forEach(name -> variables.put(name, ""));
    variables.putAll(more);
    return Script.of(repository.resolve("submit/ncsn"), arguments).with(variables).run().output();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
