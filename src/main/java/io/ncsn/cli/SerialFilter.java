package io.ncsn.cli;

import java.io.ObjectInputFilter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The filter of classes that Java may deserialise in the driver and in executors. It accepts only
 * classes that Spark sends between them. This program deserialises none of its input. The filter
 * protects against data that reach Spark's ports, and against libraries that read objects
 * unexpectedly.
 */
final class SerialFilter {
  /** The system property that Java itself reads. A user who sets it has their own filter. */
  static final String PROPERTY = "jdk.serialFilter";

  /**
   * What Spark sends for tables of Hive: their descriptions, and which classes read and write their
   * rows. The rest of Hive is rejected.
   */
  private static final List<String> OF_HIVE =
      List.of(
          "org.apache.hadoop.hive.ql.plan.*",
          "org.apache.hadoop.hive.ql.io.**",
          "org.apache.hadoop.hive.serde2.**");

  /**
   * Rejected classes from the accepted packages. A map of URLs, for example, looks up the addresses
   * of their hosts when it is read.
   */
  private static final List<String> REJECTED = List.of("java.net.URL", "org.apache.hadoop.hive.**");

  /**
   * The packages that Spark, its file formats, Delta Lake, Iceberg, DL4J and this program send,
   * including exceptions.
   */
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
          "scala.util.matching.*",
          "com.fasterxml.jackson.core.*",
          "com.univocity.parsers.**",
          "org.apache.commons.math3.**",
          "org.apache.hadoop.**",
          "org.apache.iceberg.**",
          "org.apache.orc.**",
          "org.apache.parquet.**",
          "org.apache.spark.**",
          "org.bytedeco.**",
          "org.deeplearning4j.**",
          "org.json4s.**",
          "org.nd4j.**",
          "org.roaringbitmap.**");

  private SerialFilter() {}

  /** Returns the filter in the syntax of {@code jdk.serialFilter}. */
  static String pattern() {
    return Stream.of(
            OF_HIVE.stream(),
            REJECTED.stream().map(name -> "!" + name),
            ALLOWED.stream(),
            Stream.of("!*"))
        .flatMap(names -> names)
        .collect(Collectors.joining(";"));
  }

  /** Returns the option that gives a JVM this filter. */
  static String option() {
    return "-D" + PROPERTY + "=" + pattern();
  }

  /** Sets the filter for this process, unless it has one. */
  static void install() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter(pattern()));
    }
  }
}
