package io.ncsn.cli;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which classes Java may deserialise, in the driver and in executors: those that Spark sends
 * between them, and no others. Nothing that this program reads is deserialised; the filter is for
 * what reaches Spark's ports, and for libraries that read objects where one does not expect it.
 */
final class SerialFilter {
  /** The system property that Java itself reads; who sets it has a filter of their own. */
  static final String PROPERTY = "jdk.serialFilter";

  /** Of the packages below: a map of URLs asks for their hosts' addresses as it is read. */
  private static final List<String> REJECTED = List.of("java.net.URL", "org.apache.hadoop.hive.**");

  /** What Spark, its file formats, DL4J and this program send, with their exceptions. */
  private static final List<String> ALLOWED =
      List.of(
          "io.ncsn.**",
          "java.io.*",
          "java.lang.*",
          "java.lang.invoke.*",
          "java.math.*",
          "java.net.*",
          "java.nio.**",
          "java.sql.*",
          "java.time.**",
          "java.util.*",
          "java.util.concurrent.**",
          "java.util.function.*",
          "java.util.regex.*",
          "java.util.zip.*",
          "sun.util.calendar.*",
          "scala.*",
          "scala.collection.**",
          "scala.concurrent.**",
          "scala.math.*",
          "scala.reflect.*",
          "scala.runtime.**",
          "scala.util.*",
          "com.fasterxml.jackson.core.*",
          "com.univocity.parsers.**",
          "org.apache.commons.math3.**",
          "org.apache.hadoop.**",
          "org.apache.orc.**",
          "org.apache.parquet.**",
          "org.apache.spark.**",
          "org.bytedeco.**",
          "org.deeplearning4j.**",
          "org.json4s.**",
          "org.nd4j.**",
          "org.roaringbitmap.**");

  private SerialFilter() {}

  /** In the syntax of {@code jdk.serialFilter}. */
  static String pattern() {
    return Stream.of(REJECTED.stream().map(name -> "!" + name), ALLOWED.stream(), Stream.of("!*"))
        .flatMap(names -> names)
        .collect(Collectors.joining(";"));
  }

  /** The option that gives a JVM this filter. */
  static String option() {
    return "-D" + PROPERTY + "=" + pattern();
  }

  /** Sets it for this process, unless it has one. */
  static void install() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter(pattern()));
    }
  }
}
