package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.Script.Result;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is in the one jar that spark-submit takes, and what must not be. */
class AssemblyJarIT {
  /** dl4j-spark puts one helper of its own into Spark's package. */
  private static final Set<String> DL4J_IN_SPARKS_PACKAGE =
      Set.of(
          "org/apache/spark/TaskContextHelper.class", "org/apache/spark/TaskContextHelper$.class");

  @Test
  void leavesOutWhatTheClusterBrings() throws Exception {
    assertThat(entries())
        .filteredOn(name -> name.endsWith(".class") && !DL4J_IN_SPARKS_PACKAGE.contains(name))
        .noneMatch(
            name ->
                Stream.of(
                        "scala/",
                        "org/apache/spark/",
                        "org/apache/hadoop/",
                        "org/apache/log4j/",
                        "org/apache/logging/",
                        "org/slf4j/",
                        "ch/qos/logback/",
                        "com/esotericsoftware/",
                        "org/scalatest/",
                        "org/junit/")
                    .anyMatch(name::startsWith));
  }

  @Test
  void sharesNoClassWithSpark() throws Exception {
    Set<String> common = new HashSet<>();
    for (Path jar : jarsOfSparkHome()) {
      common.addAll(names(jar));
    }
    common.retainAll(Set.copyOf(entries()));

    assertThat(common)
        .filteredOn(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
        .isEmpty();
  }

  @Test
  void runsOnTheVersionsThatTheTestsRunOn() throws Exception {
    List<String> classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(jar -> Path.of(jar).getFileName().toString())
            .toList();

    assertThat(jarsOfSparkHome())
        .extracting(jar -> jar.getFileName().toString())
        .isNotEmpty()
        .isSubsetOf(classPath);
  }

  @Test
  void holdsOneCopyOfEverythingAndNoSignature() throws Exception {
    assertThat(entries())
        .doesNotHaveDuplicates()
        .contains("io/ncsn/cli/Main.class", "io/ncsn/config/reference.conf", "META-INF/LICENSE")
        .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
  }

  @Test
  void holdsTheNativesOfOnePlatform() throws Exception {
    List<String> natives =
        entries().stream()
            .filter(name -> name.matches("org/(bytedeco|nd4j)/.*\\.(so[.0-9]*|dll|dylib|jnilib)"))
            .toList();

    assertThat(natives.stream().map(name -> name.replaceFirst(".*/([^/]+)/[^/]+", "$1")).distinct())
        .hasSize(1);
    assertThat(natives.stream().map(name -> name.replaceFirst(".*/", "")))
        .contains("libtorch_cpu.so", "libjnitorch.so", "libnd4jcpu.so", "libopenblas.so.0");
  }

  @Test
  void mergesTheServicesOfAllLibraries() throws Exception {
    try (JarFile jar = new JarFile(path().toFile())) {
      ZipEntry service = jar.getEntry("META-INF/services/org.nd4j.linalg.factory.Nd4jBackend");
      String providers =
          new String(jar.getInputStream(service).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(providers).contains("org.nd4j.linalg.cpu.nativecpu.CpuBackend");
    }
  }

  private static List<Path> jarsOfSparkHome() throws IOException, InterruptedException {
    Result home =
        Script.of(Script.ROOT.resolve("submit/spark-home")).with(Map.of("SPARK_HOME", "")).run();
    assertThat(home.code()).as(home.output()).isZero();
    try (Stream<Path> jars = Files.list(Script.ROOT.resolve("target/spark-home/jars"))) {
      return jars.toList();
    }
  }

  private static List<String> entries() throws IOException {
    return names(path());
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
    }
  }

  private static Path path() throws IOException {
    try (Stream<Path> files = Files.list(Script.ROOT.resolve("target"))) {
      List<Path> jars =
          files
              .filter(file -> file.getFileName().toString().matches("ncsn-spark-.*-assembly\\.jar"))
              .toList();
      assertThat(jars).hasSize(1);
      return jars.get(0);
    }
  }
}
