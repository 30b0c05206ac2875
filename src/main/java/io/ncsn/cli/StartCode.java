package io.ncsn.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps Java's optimising compiler away from code that runs only while classes, lambdas and
 * configurations are loaded. A start of Spark makes thousands of lambdas. It thus calls their maker
 * often enough to have it optimised, for seconds of processor time, and then hardly needs it again.
 * Java's first compiler still takes it.
 */
final class StartCode {
  /** Methods by class, in the form of the JVM's compiler directives. */
  static final List<String> METHODS =
      List.of(
          "jdk/internal/org/objectweb/asm/*.*", // writes the classes of lambdas
          "java/lang/invoke/InnerClassLambdaMetafactory*.*",
          "java/lang/invoke/AbstractValidatingLambdaMetafactory*.*",
          "java/lang/invoke/TypeConvertingMethodAdapter*.*",
          "java/lang/invoke/MethodType*.*",
          "java/lang/invoke/MethodHandleNatives*.*",
          "java/util/jar/Attributes*.*",
          "java/util/jar/Manifest*.*",
          "org/apache/xbean/asm9/*.*", // Spark looks into each closure with it
          "org/apache/hadoop/shaded/com/ctc/wstx/*.*", // parses Hadoop's configuration
          "org/codehaus/janino/*.*"); // compiles the code of Spark SQL

  private static final Logger LOG = LoggerFactory.getLogger(StartCode.class);

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private StartCode() {}

  /** Tells the JVM, once. One that knows no such directives compiles as ever. */
  static void leaveUnoptimised() {
    if (TOLD.getAndSet(true)) {
      return;
    }
    try {
      LOG.debug("Compiler directives: {}", add());
    } catch (IOException | JMException | RuntimeException e) {
      LOG.debug("Compiler directives: not taken ({})", e.toString());
    }
  }

  /** Adds the directives, and returns what the JVM says to them. */
  static String add() throws IOException, JMException {
    Path file = Files.createTempFile("ncsn-compiler", ".json");
    try {
      Files.writeString(file, directives());
      return String.valueOf(
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "compilerDirectivesAdd",
                  new Object[] {new String[] {file.toString()}},
                  new String[] {String[].class.getName()}));
    } finally {
      Files.delete(file);
    }
  }

  private static String directives() {
    String quoted =
        METHODS.stream().map(method -> '"' + method + '"').collect(Collectors.joining(", "));
    return "[{match: [" + quoted + "], c2: {Exclude: true}}]";
  }
}
