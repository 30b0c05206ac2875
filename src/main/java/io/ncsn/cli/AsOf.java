package io.ncsn.cli;

import io.ncsn.config.ConfigException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads {@code --as-of}. */
final class AsOf {
  private AsOf() {}

  /**
   * Returns the UTC date of a date, or of a time with its offset.
   *
   * @throws ConfigException if it is neither
   */
  static LocalDate date(String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate()
          : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new ConfigException(
          "Cannot use --as-of '%s': need a date such as 2026-03-07, or a time with its offset such as 2026-03-07T02:30:00Z"
              .formatted(text));
    }
  }
}
