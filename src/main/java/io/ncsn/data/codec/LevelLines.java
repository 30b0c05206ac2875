package io.ncsn.data.codec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Levels of text as lines of a file. */
public final class LevelLines {
  private LevelLines() {}

  /**
   * Writes a line a level: the count, a tab, and the text with line feeds, carriage returns and
   * backslashes written as {@code \n}, {@code \r} and {@code \\}.
   */
  public static byte[] write(TextLevels levels) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (int i = 0; i < levels.size(); i++) {
      lines.writeBytes((levels.count(i) + "\t").getBytes(StandardCharsets.US_ASCII));
      for (byte b : levels.text(i).getBytes()) {
        switch (b) {
          case '\n' -> lines.writeBytes(new byte[] {'\\', 'n'});
          case '\r' -> lines.writeBytes(new byte[] {'\\', 'r'});
          case '\\' -> lines.writeBytes(new byte[] {'\\', '\\'});
          default -> lines.write(b);
        }
      }
      lines.write('\n');
    }
    return lines.toByteArray();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws DataException if it is something else
   */
  public static TextLevels read(byte[] lines) {
    LineReader reader = new LineReader(lines);
    while (reader.hasMore()) {
      reader.readLine();
    }
    return reader.levels();
  }

  /** Reads lines byte by byte: a level need not be valid UTF-8. */
  private static final class LineReader {
    private final byte[] lines;
    private final ByteArrayOutputStream texts = new ByteArrayOutputStream();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private int at;

    LineReader(byte[] lines) {
      this.lines = lines;
    }

    boolean hasMore() {
      return at < lines.length;
    }

    void readLine() {
      int tab = at;
      while (tab < lines.length && lines[tab] != '\t') {
        tab++;
      }
      counts.add(count(new String(lines, at, tab - at, StandardCharsets.US_ASCII)));
      at = tab + 1;
      for (; hasMore() && lines[at] != '\n'; at++) {
        texts.write(lines[at] == '\\' ? escaped() : lines[at]);
      }
      if (!hasMore()) {
        throw damaged("the last line has no end");
      }
      at++;
      ends.add(texts.size());
    }

    private long count(String text) {
      try {
        return Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw damaged("line %d does not begin with a count".formatted(counts.size() + 1));
      }
    }

    private byte escaped() {
      at++;
      byte escaped = hasMore() ? lines[at] : 0;
      return switch (escaped) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case '\\' -> '\\';
        default -> throw damaged("line %d has a backslash alone".formatted(counts.size()));
      };
    }

    private static DataException damaged(String what) {
      return new DataException(
          "Cannot read the levels of a column: " + what + "; copy the model again");
    }

    TextLevels levels() {
      return new TextLevels(
          texts.toByteArray(),
          ends.stream().mapToInt(i -> i).toArray(),
          counts.stream().mapToLong(i -> i).toArray());
    }
  }
}
