package io.ncsn.data;

import java.util.function.Supplier;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/** Turns Spark's exceptions into one line that says what is wrong with the data. */
final class SparkErrors {
  private SparkErrors() {}

  /**
   * Runs {@code read}; an exception of Spark's becomes a {@link DataException} that names the
   * input.
   */
  static <T> T reading(String input, Supplier<T> read) {
    try {
      return read.get();
    } catch (DataException e) {
      throw e;
    } catch (Exception e) { // Scala throws checked exceptions without declaring them
      if (isAboutData(e)) {
        throw new DataException("Cannot read data.input '" + input + "': " + reason(e), e);
      }
      throw e;
    }
  }

  private static boolean isAboutData(Exception e) {
    return e instanceof SparkException || e instanceof AnalysisException;
  }

  /** First line of the innermost cause that says something. */
  static String reason(Throwable e) {
    String reason = e.getClass().getSimpleName();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        reason = cause.getMessage().strip().lines().findFirst().orElse(reason);
      }
    }
    return reason;
  }
}
