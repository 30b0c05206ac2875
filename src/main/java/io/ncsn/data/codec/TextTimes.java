package io.ncsn.data.codec;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** Reads dates, timestamps and truth values that are written as text, in ISO form, as keys. */
public final class TextTimes {
  /** Years after 9999 and before 0 also as Java writes them, with a sign. */
  private static final String DAY = "(\\d{4}|\\+?\\d{5}|-\\d{4})-\\d{1,2}-\\d{1,2}";

  private static final Pattern DATE = Pattern.compile(DAY);
  private static final Pattern TIMESTAMP = Pattern.compile(DAY + "[ T]\\d{1,2}:\\d{1,2}.*");
  private static final Pattern ZONE = Pattern.compile(".*(Z|UTC|GMT|[+-]\\d{1,2}(:?\\d{2})?)");
  private static final int SHORTEST = 8; // 2011-1-1

  /** Marks, in its metadata, a text column whose cells were written in another form than ISO's. */
  public static final String REWRITTEN = "ncsn.rewritten-times";

  private TextTimes() {}

  /** Returns the day, or {@link NumberLine#NO_KEY}. */
  public static long date(UTF8String text) {
    return matches(DATE, text) ? key(DateTimeUtils.stringToDate(text)) : NumberLine.NO_KEY;
  }

  /** Returns the microsecond of a time with a zone, or {@link NumberLine#NO_KEY}. */
  public static long timestamp(UTF8String text) {
    return isTimestamp(text) && hasZone(text)
        ? key(DateTimeUtils.stringToTimestamp(text, ZoneOffset.UTC))
        : NumberLine.NO_KEY;
  }

  /** Returns the microsecond of a time without a zone, or {@link NumberLine#NO_KEY}. */
  public static long localTimestamp(UTF8String text) {
    return isTimestamp(text) && !hasZone(text)
        ? key(DateTimeUtils.stringToTimestampWithoutTimeZone(text, false))
        : NumberLine.NO_KEY;
  }

  static long date(SpecializedGetters cells, int ordinal) {
    return date(cells.getUTF8String(ordinal));
  }

  static long timestamp(SpecializedGetters cells, int ordinal) {
    return timestamp(cells.getUTF8String(ordinal));
  }

  static long localTimestamp(SpecializedGetters cells, int ordinal) {
    return localTimestamp(cells.getUTF8String(ordinal));
  }

  static long truth(SpecializedGetters cells, int ordinal) {
    return switch (cells.getUTF8String(ordinal).toString().strip().toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      default -> NumberLine.NO_KEY;
    };
  }

  private static boolean isTimestamp(UTF8String text) {
    return matches(TIMESTAMP, text);
  }

  private static boolean matches(Pattern pattern, UTF8String text) {
    return text.numBytes() >= SHORTEST && pattern.matcher(text.toString()).matches();
  }

  private static boolean hasZone(UTF8String text) {
    String time = text.toString();
    return ZONE.matcher(time.substring(SHORTEST)).matches();
  }

  private static long key(Option<?> found) {
    return found.isDefined() ? ((Number) found.get()).longValue() : NumberLine.NO_KEY;
  }
}
