package io.ncsn.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.submit.Script.Result;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The launcher's archive of classes for processes that tests on clusters start. Such a process has
 * the assembly jar and Spark's jars on its class path, as the program does, and then what only
 * tests need.
 */
public final class ArchivedClasses {
  /** Names the assembly jar, set where it is built before the tests. */
  private static final String JAR = System.getProperty("ncsn.assembly", "");

  private final Path file;
  private final String path;

  private ArchivedClasses(Path file, String path) {
    this.file = file;
    this.path = path;
  }

  /** Makes the archive if no command has yet; empty before there is an assembly jar. */
  public static Optional<ArchivedClasses> here() {
    return JAR.isEmpty() ? Optional.empty() : Optional.of(Holder.MADE);
  }

  /** Options of a JVM, which leaves an archive alone that does not fit. */
  public List<String> options() {
    return List.of(
        "-XX:SharedArchiveFile=" + file,
        "-Xshare:auto",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-Xlog:class+path=off");
  }

  /** The class path, in the order of the archive. */
  public String path() {
    return path;
  }

  private static final class Holder {
    private static final ArchivedClasses MADE = made();

    private static ArchivedClasses made() {
      try {
        Script help = Script.of(Script.ROOT.resolve("submit/ncsn"), "sample", "--help");
        Result result = help.with(Map.of("SPARK_HOME", "")).run();
        assertThat(result.code()).as(result.output()).isZero();
        Path target = Script.ROOT.toRealPath().resolve("target");
        String vm = System.getProperty("java.vm.version");
        return new ArchivedClasses(target.resolve("classes-" + vm + ".jsa"), path(target));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /**
     * What Spark's jars hold is not named again, as arguments of a process have a greatest length.
     */
    private static String path(Path target) throws IOException {
      List<Path> spark;
      try (Stream<Path> jars = Files.list(target.resolve("spark-home/jars"))) {
        spark = jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      }
      Set<Path> names = spark.stream().map(Path::getFileName).collect(Collectors.toSet());
      Stream<Path> others =
          Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
              .map(Path::of)
              .filter(entry -> !names.contains(entry.getFileName()));
      return Stream.of(Stream.of(Path.of(JAR).toRealPath()), spark.stream(), others)
          .flatMap(entries -> entries)
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
