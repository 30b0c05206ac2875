package io.ncsn.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The classes of a package of tests as a jar for {@code spark.jars}. */
final class FaultsJar {
  private FaultsJar() {}

  /** The classes of this package. */
  static Path writeTo(Path folder) throws IOException {
    return writeTo(folder, FaultsJar.class);
  }

  /** The test classes of {@code member}'s package. */
  static Path writeTo(Path folder, Class<?> member) throws IOException {
    Path jar = Files.createDirectories(folder).resolve("faults.jar");
    String name = member.getPackageName().replace('.', '/');
    Path classes = classes().resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(file);
        Stream<Path> files = Files.list(classes)) {
      for (Path type : files.toList()) {
        target.putNextEntry(new JarEntry(name + "/" + type.getFileName()));
        try (InputStream code = Files.newInputStream(type)) {
          code.transferTo(target);
        }
      }
    }
    return jar;
  }

  private static Path classes() {
    return Path.of(FaultsJar.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
