package io.ncsn.data.read;

import io.ncsn.config.TimePattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.apache.spark.sql.api.java.UDF1;

/** Writes dates and timestamps of a pattern in ISO form. */
final class IsoTimes {
  private final DateTimeFormatter pattern;

  IsoTimes(DateTimeFormatter pattern) {
    this.pattern = pattern;
  }

  /** Returns the time in ISO form; null if the text is no time of the pattern. */
  String read(String text) {
    try {
      TemporalAccessor time =
          pattern.parseBest(
              text.strip(), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return time.toString();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Spark's form of it, in which other texts stay as they are. */
  static final class Udf implements UDF1<String, String> {
    private static final long serialVersionUID = 1L;

    private final String pattern;
    private transient IsoTimes times;

    Udf(String pattern) {
      this.pattern = pattern;
    }

    @Override
    public String call(String text) {
      if (text == null) {
        return null;
      }
      if (times == null) {
        times = new IsoTimes(TimePattern.formatter(pattern));
      }
      String iso = times.read(text);
      return iso == null ? text : iso;
    }
  }
}
