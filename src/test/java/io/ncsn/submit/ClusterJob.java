package io.ncsn.submit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A program of the tests that spark-submit takes to a cluster: a jar with a few of their classes.
 */
record ClusterJob(Class<?> program, Path jar) {

  /**
   * Writes the jar.
   *
   * @param others names of classes that the program needs beside its own
   */
  static ClusterJob of(Class<?> program, Path jar, String... others) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream target = new JarOutputStream(file)) {
      for (String name : Stream.concat(Stream.of(program.getName()), Stream.of(others)).toList()) {
        String entry = name.replace('.', '/') + ".class";
        try (InputStream code = program.getResourceAsStream("/" + entry)) {
          target.putNextEntry(new JarEntry(entry));
          code.transferTo(target);
        }
      }
    }
    return new ClusterJob(program, jar);
  }

  /** Submits it with options of spark-submit, and arguments of the program. */
  Script on(String master, Path properties, List<String> options, String... arguments) {
    List<String> all = new ArrayList<>(List.of("--properties-file", properties.toString()));
    all.addAll(List.of("--master", master, "--class", program.getName()));
    all.addAll(options);
    all.add(jar.toString());
    all.addAll(List.of(arguments));
    Path sparkSubmit = Script.ROOT.resolve("target/spark-home/bin/spark-submit");
    return Script.of(sparkSubmit, all.toArray(String[]::new)).with(Map.of("SPARK_HOME", ""));
  }
}
