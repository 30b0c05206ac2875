package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TextNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first line of a CSV file as names of columns. */
final class CsvHeader {
  private static final Logger LOG = LoggerFactory.getLogger(CsvHeader.class);

  /** What stands for bytes that are no UTF-8. */
  private static final char UNREADABLE = '\uFFFD';

  private static final int SHOWN = 20;

  private CsvHeader() {}

  /**
   * The names, in order.
   *
   * @param input for messages
   * @throws DataException when one is empty or stands twice
   */
  static List<String> names(String input, String[] line) {
    List<String> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < line.length; i++) {
      String name = line[i];
      if (name == null || name.isBlank()) {
        throw new DataException(
            "Cannot read data.input '%s': column %d of %d has no name in the header; name it, even if it is to be left out by data.exclude"
                .formatted(input, i + 1, line.length));
      }
      if (name.indexOf(UNREADABLE) >= 0 || name.indexOf('\0') >= 0) {
        throw new DataException(
            "Cannot read data.input '%s': its first line is not text in UTF-8 (found '%s'); convert it, or set data.format if it is no CSV"
                .formatted(input, shortened(name)));
      }
      if (name.equalsIgnoreCase(TableReader.MALFORMED_LINE)) {
        throw new DataException(TableReader.reservedName(input, name));
      }
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            "Cannot read data.input '%s': found two columns named '%s' (case does not count), need different names; rename one in the header"
                .formatted(input, name));
      }
      names.add(name);
    }
    if (names.stream().allMatch(TextNumbers::isNumber)) {
      LOG.warn(
          "Every name in the header of {} is a number ({}): if its first line is a row and no header, give it one",
          input,
          String.join(", ", names));
    }
    return names;
  }

  private static String shortened(String name) {
    String visible = name.replaceAll("[\\p{Cntrl}" + UNREADABLE + "]", "");
    return visible.length() <= SHOWN ? visible : visible.substring(0, SHOWN) + "…";
  }
}
