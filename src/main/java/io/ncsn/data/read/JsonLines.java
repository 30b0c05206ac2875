package io.ncsn.data.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.ncsn.data.codec.DataException;
import java.io.IOException;

/** Looks at lines of JSON. Spark reads the first record of a line and silently drops the others. */
final class JsonLines {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int SHOWN = 60;

  private JsonLines() {}

  /**
   * Looks at the first lines of a file.
   *
   * @throws DataException if one of them holds more than one record
   */
  static void requireOneRecordPerLine(String input, TextHead head) {
    for (String line : head.lines()) {
      String rest = afterTheFirstRecord(line).replaceFirst("^[\\s,]+", "");
      if (rest.startsWith("{")) {
        throw new DataException(
            "Cannot read data.input '%s': a line of %s holds more than one record, and only the first would be read (the next is %s); write each record on a line of its own"
                .formatted(
                    input,
                    head.name(),
                    rest.length() <= SHOWN ? rest : rest.substring(0, SHOWN) + "…"));
      }
    }
  }

  /** What follows the object that a line begins with; empty if it begins with none. */
  private static String afterTheFirstRecord(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return "";
      }
      parser.skipChildren();
      return line.substring((int) parser.currentLocation().getCharOffset());
    } catch (IOException malformed) {
      return ""; // a bad row, counted as such
    }
  }
}
