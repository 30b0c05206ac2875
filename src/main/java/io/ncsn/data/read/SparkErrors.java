package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.ExtendedAnalysisException;

/** Turns Spark's exceptions into one line that says what is wrong with the data. */
public final class SparkErrors {
  /** Advice that fits a damaged file, and no other trouble. */
  static final String CHECK_WHOLE = "check that it is whole";

  private static final int MESSAGE_LENGTH = 500;

  private SparkErrors() {}

  /**
   * Runs {@code read}; an exception of Spark's becomes a {@link DataException} that names the
   * input.
   */
  public static <T> T reading(String input, Supplier<T> read) {
    try {
      return read.get();
    } catch (DataException e) {
      throw e;
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      Optional<DataException> ours = ours(e);
      if (ours.isPresent()) {
        throw ours.get();
      }
      if (isAboutData(e)) {
        throw new DataException(
            "Cannot read data.input '%s': %s%s".formatted(input, reason(e), advice(e)), e);
      }
      throw e;
    }
  }

  /** What a task of ours said, which Spark wraps. */
  private static Optional<DataException> ours(Throwable e) {
    return causes(e)
        .filter(DataException.class::isInstance)
        .findFirst()
        .map(DataException.class::cast);
  }

  private static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
  }

  private static boolean isAboutData(Exception e) {
    boolean isOfReading =
        e instanceof SparkException
            || e instanceof AnalysisException
            || e instanceof IOException
            || e instanceof UncheckedIOException;
    boolean isRefusedClass = causes(e).anyMatch(InvalidClassException.class::isInstance);
    return isOfReading && !isRefusedClass;
  }

  /** What to do about it, after a semicolon; nothing where the reason says it all. */
  static String advice(Exception e) {
    String reason = reason(e);
    if (reason.startsWith("CSV header does not conform")
        || reason.startsWith("Number of column in CSV header")) {
      return "; give all files of a table the same header";
    }
    if (reason.startsWith("Unsupported encoding")) {
      return "; write its columns by another encoding, or leave out those of this one by data.exclude";
    }
    if (reason.startsWith("Checksum error")) {
      return "; put a whole copy in its place, or remove the hidden .crc file beside it if it was changed on purpose";
    }
    if (reason.endsWith("(Permission denied)")) {
      return "; grant read access";
    }
    boolean isAnalysis = causes(e).anyMatch(AnalysisException.class::isInstance);
    boolean isRefused = causes(e).anyMatch(cause -> cause instanceof ConnectException);
    return isAnalysis || isRefused ? "" : "; " + CHECK_WHOLE;
  }

  /** What the innermost cause that says something says, on one line. */
  public static String reason(Throwable e) {
    String reason = e.getClass().getSimpleName();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = message(cause);
      if (message != null && !message.isBlank()) {
        reason = message;
      }
    }
    String line =
        reason
            .lines()
            .map(text -> text.strip().replaceFirst("\\.$", ""))
            .takeWhile(text -> !text.startsWith("at ") && !text.startsWith("=="))
            .collect(Collectors.joining("; "));
    return line.length() <= MESSAGE_LENGTH ? line : line.substring(0, MESSAGE_LENGTH) + "…";
  }

  /** An analysis also shows the plan, which its user never wrote. */
  private static String message(Throwable cause) {
    return cause instanceof ExtendedAnalysisException analysis
        ? analysis.getSimpleMessage()
        : cause.getMessage();
  }
}
