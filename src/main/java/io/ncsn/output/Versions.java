package io.ncsn.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;

/**
 * The versions of the program, its libraries and its platform, for {@code --version} and {@code
 * run.json}.
 */
public final class Versions {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Versions() {}

  /** Returns the versions by name in display order. */
  public static Map<String, String> all() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ncsn", ofArtifact("io.ncsn", "ncsn-spark"));
    versions.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    versions.put("spark", package$.MODULE$.SPARK_VERSION());
    versions.put("hadoop", VersionInfo.getVersion());
    versions.put("dl4j", ofArtifact("org.deeplearning4j", "deeplearning4j-nn"));
    versions.put("libtorch", ofArtifact("org.bytedeco", "pytorch"));
    versions.put(
        "os", "%s %s %s".formatted(property("name"), property("version"), property("arch")));
    versions.put("cpu", cpu());
    return versions;
  }

  /** Returns the version that Maven writes into every jar. */
  private static String ofArtifact(String group, String artifact) {
    String resource = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
    try (InputStream stream = Versions.class.getResourceAsStream(resource)) {
      if (stream == null) {
        return "unknown";
      }
      Properties properties = new Properties();
      properties.load(stream);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String property(String name) {
    return System.getProperty("os." + name);
  }

  private static String cpu() {
    String cores = Runtime.getRuntime().availableProcessors() + " cores";
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip() + ", " + cores)
          .orElse(cores);
    } catch (IOException noSuchFile) {
      return cores;
    }
  }
}
