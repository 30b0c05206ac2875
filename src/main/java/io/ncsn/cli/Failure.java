package io.ncsn.cli;

import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.config.ConfigException;
import io.ncsn.config.Redaction;
import io.ncsn.data.codec.DataException;
import io.ncsn.job.TableCommitException;
import io.ncsn.output.OutputLostException;
import io.ncsn.sample.NonFiniteSamplesException;
import io.ncsn.train.DivergedException;
import io.ncsn.waves.WaveException;
import java.io.EOFException;
import java.io.InvalidClassException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.spark.SparkException;

/**
 * The message about an exception and the exit code, with one line per mistake.
 *
 * @param lines lines without stack traces and without credentials in URIs
 */
record Failure(ExitCode code, List<String> lines) {
  Failure {
    lines = lines.stream().map(Redaction::hideCredentials).toList();
  }

  /** The message by which Spark names the file of a table that a task could not read. */
  private static final Pattern UNREADABLE_FILE =
      Pattern.compile("Encountered error while reading file (\\S+?)\\.?(\\s|$)");

  /**
   * The messages by which Hadoop says that namenodes or datanodes do not answer or stop during an
   * answer.
   */
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "^Call From .* failed on |^End of File Exception between local host"
              + "|^All datanodes .* are bad|could only be written to 0 of the ");

  /**
   * The messages by which Hadoop, Kerberos and object stores say that they do not know or trust the
   * user.
   */
  private static final Pattern NOT_LOGGED_IN =
      Pattern.compile(
          "failure to login|^Login failure for |SIMPLE authentication is not enabled"
              + "|Client cannot authenticate via|GSS initiate failed|No AWS Credentials"
              + "|InvalidAccessKeyId|SignatureDoesNotMatch");

  /** The messages by which local disks and HDFS say that they are full. */
  private static final Pattern FULL =
      Pattern.compile("No space left on device|Disk quota exceeded|DiskSpace quota of");

  /** Searches the causes for the user's mistake, because Spark wraps the exceptions of tasks. */
  static Failure of(Throwable thrown) {
    if (!(thrown instanceof ConfigException) && isOfFullDisk(thrown)) {
      return fullDisk(thrown);
    }
    Optional<String> login = refusedLogin(thrown);
    if (login.isPresent()) {
      return failure(login.get());
    }
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigException mistakes) {
        return new Failure(ExitCode.USAGE, mistakes.problems());
      }
      if (cause instanceof GatesMissedException gates) {
        return new Failure(ExitCode.GATES_MISSED, gates.lines());
      }
      if (cause instanceof DataException) {
        return new Failure(ExitCode.DATA, List.of(cause.getMessage()));
      }
      if (cause instanceof CheckpointException
          || cause instanceof DivergedException
          || cause instanceof NonFiniteSamplesException
          || cause instanceof OutputLostException
          || cause instanceof TableCommitException
          || cause instanceof WaveException) {
        return new Failure(ExitCode.FAILURE, List.of(cause.getMessage()));
      }
    }
    return unforeseen(thrown);
  }

  /**
   * Returns the message of a refused login. In this case no path or setting is at fault, whichever
   * was used first.
   */
  private static Optional<String> refusedLogin(Throwable thrown) {
    return causes(thrown)
        .map(cause -> firstLine(message(cause)))
        .filter(message -> NOT_LOGGED_IN.matcher(message).find())
        .reduce((outer, inner) -> inner)
        .map(
            ("Cannot log in: %s; with Kerberos run kinit, for an object store set its credentials, and a user of"
                    + " no name starts the program by submit/ncsn")
                ::formatted);
  }

  private static boolean isOfFullDisk(Throwable thrown) {
    return causes(thrown).anyMatch(cause -> FULL.matcher(message(cause)).find());
  }

  /** Reports a full disk, and names the file or directory if it was ours. */
  private static Failure fullDisk(Throwable thrown) {
    return failure(
        causes(thrown)
                .map(cause -> firstLine(message(cause)))
                .filter(message -> message.startsWith("Cannot write "))
                .findFirst()
                .orElse(
                    "Cannot write: found no space left on the device of output or of spark.local.dir")
            + "; free some, or set another");
  }

  private static Stream<Throwable> causes(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
  }

  private static String message(Throwable thrown) {
    return String.valueOf(thrown.getMessage());
  }

  private static Failure unforeseen(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = firstLine(String.valueOf(cause.getMessage()));
      Matcher file = UNREADABLE_FILE.matcher(message);
      if (cause instanceof SparkException && file.find()) {
        return unreadable(file.group(1), root(cause));
      }
      if (cause instanceof RemoteException || UNREACHABLE.matcher(message).find()) {
        return failure(
            "Cannot reach the file system: %s; check that it is there and answers, then run the same command again"
                .formatted(message));
      }
      if (cause instanceof EOFException || cause instanceof ZipException) {
        return unreadable("a file of the table to its end", cause);
      }
      if (cause instanceof UncheckedIOException && message.startsWith("Cannot ")) {
        return failure(message + "; check that the file system is there and answers");
      }
      if (cause instanceof InvalidClassException && message.contains("filter status: REJECTED")) {
        return failure(
            "Cannot go on: Java refused to deserialise a class that the serialisation filter does not know; if a connector of yours sends it, set a filter of your own (docs/security.md)");
      }
      if (cause instanceof OutOfMemoryError) {
        return failure(
            "Cannot go on: found no more memory (%s); give more by -- --driver-memory 4g or --executor-memory, or lower the settings that ask for it"
                .formatted(message));
      }
    }
    Throwable root = root(thrown);
    return failure(OwnBug.find(root).orElseGet(() -> summary(root)));
  }

  private static Failure unreadable(String what, Throwable cause) {
    String reason = firstLine(String.valueOf(cause.getMessage()));
    return new Failure(
        ExitCode.DATA,
        List.of("Cannot read %s: %s; check that it is whole".formatted(what, reason)));
  }

  private static Failure failure(String line) {
    return new Failure(ExitCode.FAILURE, List.of(line));
  }

  private static String summary(Throwable root) {
    String message = root.getMessage() == null ? "" : ": " + firstLine(root.getMessage());
    return "Failed with %s%s; add --debug for the stack trace"
        .formatted(root.getClass().getName(), message);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
