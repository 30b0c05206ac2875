package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** Turns Spark's exceptions into one line that says what is wrong with the data. */
public final class SparkErrors {
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
      if (isAboutData(e)) {
        throw new DataException(
            "Cannot read data.input '"
                + input
                + "': "
                + reason(e)
                + "; check that its files are whole and of one format and header",
            e);
      }
      throw e;
    }
  }

  private static boolean isAboutData(Exception e) {
    return e instanceof SparkException
        || e instanceof AnalysisException
        || e instanceof IOException;
  }

  /** What the innermost cause that says something says, on one line. */
  public static String reason(Throwable e) {
    String reason = e.getClass().getSimpleName();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        reason = cause.getMessage();
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
}
