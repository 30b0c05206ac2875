package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code submit/spark-class} in a Spark home of two empty jars. Its Java answers for Spark's
 * launcher with the words in a file, and otherwise prints its arguments.
 */
class SparkClassTest {
  @TempDir private Path folder;
  private Path home;
  private Path java;

  @BeforeEach
  void makeHome() throws IOException {
    home = Files.createDirectories(folder.resolve("a home")).toRealPath();
    java = folder.resolve("jdk/bin/java");
    write(home.resolve("jars/b.jar"), "");
    write(home.resolve("jars/a.jar"), "");
    write(home.resolve("conf/log4j2.properties"), "");
    write(
        home.resolve("bin/spark-class"),
        Files.readString(Script.ROOT.resolve("submit/spark-class")));
    write(folder.resolve("classes.jsa"), "archive");
    write(
        java,
        """
        #!/usr/bin/env bash
        if [[ " $* " == *" org.apache.spark.launcher.Main "* ]]; then
          printf '\\0\\n'; printf '%s\\0' "$0" -cp "$CLASS_PATH" "${OPTION:--Xmx1g}" Main
        else
          printf '[%s]\\n' "$@"
        fi
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    assertThat(home.resolve("bin/spark-class").toFile().setExecutable(true)).isTrue();
  }

  @Test
  void theProgramsClassesComeFromTheClassPathAndTheArchive() throws Exception {
    assertThat(started(plain()))
        .containsExactly(
            "[-Dlog4j2.configurationFile=" + home + "/conf/log4j2.properties]",
            "[-XX:Tier4InvocationThreshold=60000]",
            "[-XX:Tier4MinInvocationThreshold=7200]",
            "[-XX:Tier4CompileThreshold=180000]",
            "[-XX:Tier4BackEdgeThreshold=480000]",
            "[-XX:SharedArchiveFile=" + folder.resolve("classes.jsa") + "]",
            "[-Xshare:auto]",
            "[-Xlog:cds=off]",
            "[-Xlog:cds+dynamic=off]",
            "[-Xlog:class+path=off]",
            "[-cp]",
            "[/ncsn.jar:" + home + "/jars/a.jar:" + home + "/jars/b.jar]",
            "[-Xmx1g]",
            "[Main]");
  }

  /** Java 17 crashes where flight recorder and agents meet classes of such an archive. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:StartFlightRecording=filename=a.jfr",
        "-XX:StartFlightRecording",
        "-javaagent:/agent.jar",
        "-agentpath:/lib.so",
        "-agentlib:jdwp"
      })
  void whatWatchesClassesGetsNoArchive(String option) throws Exception {
    assertThat(started(plain(), Map.of("NCSN_DRIVER_JAR", "/ncsn.jar", "OPTION", option)))
        .contains("[" + option + "]", "[/ncsn.jar:" + home + "/jars/a.jar:" + home + "/jars/b.jar]")
        .noneMatch(word -> word.contains("SharedArchiveFile"));
  }

  @Test
  void norDoesWhatWatchesThemByTheEnvironment() throws Exception {
    assertThat(
            started(
                plain(),
                Map.of(
                    "NCSN_DRIVER_JAR",
                    "/ncsn.jar",
                    "JAVA_TOOL_OPTIONS",
                    "-Da=b -javaagent:/a.jar")))
        .noneMatch(word -> word.contains("SharedArchiveFile"));
  }

  @Test
  void aClassPathOfTheUsersStaysAsItIs() throws Exception {
    String other = "/mine.jar:" + plain();
    assertThat(started(other)).containsExactly("[-cp]", "[" + other + "]", "[-Xmx1g]", "[Main]");
  }

  @Test
  void soDoesAConfigurationOfTheUsers() throws Exception {
    write(home.resolve("conf/core-site.xml"), "");
    assertThat(started(plain())).contains("[" + plain() + "]").noneMatch(x -> x.contains("-XX"));
  }

  @Test
  void otherProgramsOfSparkStartAsEver() throws Exception {
    assertThat(started(plain(), Map.of("NCSN_DRIVER_JAR", "")))
        .containsExactly("[-cp]", "[" + plain() + "]", "[-Xmx1g]", "[Main]");
  }

  private String plain() {
    return home + "/conf/:" + home + "/jars/*";
  }

  private List<String> started(String classPath) throws IOException, InterruptedException {
    return started(classPath, Map.of("NCSN_DRIVER_JAR", "/ncsn.jar"));
  }

  private List<String> started(String classPath, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("JAVA_HOME", java.getParent().getParent().toString());
    variables.put("CLASS_PATH", classPath);
    variables.put("NCSN_CLASSES", folder.resolve("classes.jsa").toString());
    variables.put("NCSN_CLASSES_TO", "");
    return Script.of(home.resolve("bin/spark-class"), "Main")
        .with(variables)
        .run()
        .output()
        .lines()
        .toList();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
