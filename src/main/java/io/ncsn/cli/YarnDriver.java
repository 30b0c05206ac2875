package io.ncsn.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.apache.commons.io.output.TeeWriter;
import picocli.CommandLine;

/**
 * The program as the driver in YARN's application master. As long as Spark has not started, the
 * submitter sees the exit code and the last messages of the process. From then on, the submitter
 * sees only what the application master reports. If the process exits by itself, this is no more
 * than that a shutdown hook was called. If the program throws an exception, it is the exception.
 */
final class YarnDriver {
  private final StringWriter said = new StringWriter();

  private YarnDriver() {}

  /** Listens to the command's messages if this process is such a driver; empty if it is not. */
  static Optional<YarnDriver> listeningTo(CommandLine command) {
    if (!"yarn".equals(System.getProperty("spark.master"))
        || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      return Optional.empty();
    }
    YarnDriver driver = new YarnDriver();
    command.setErr(new PrintWriter(new TeeWriter(command.getErr(), driver.said), true));
    return Optional.of(driver);
  }

  /** Throws what the submitter is to see, if the process's exit would not show it. */
  void report(int code) {
    if (SparkSessions.haveStarted()) {
      throw new Ended(code, said.toString().strip());
    }
  }

  /** The end of a command in words, without a stack trace. */
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Ended(int code, String said) {
      super("exited with exitCode: " + code + System.lineSeparator() + said, null, false, false);
    }
  }
}
