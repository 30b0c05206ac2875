package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a CSV file separates its cells and writes a quote inside quotes.
 *
 * @param separator a comma, or a tab for .tsv
 * @param escape what stands before a quote inside quotes: another quote (RFC 4180), or a backslash
 *     as Spark's own writer has it
 */
public record CsvDialect(char separator, char escape) {
  private static final char BACKSLASH = '\\';
  private static final int LINES = 50;

  /** A quote after a backslash, inside a cell: not the one that ends the cell. */
  private static final String BACKSLASHED = "\\\\\"(?!%1$s|$)|\\\\\"%1$s[^\"%1$s]*\"(%1$s|$)";

  private static final Pattern DOUBLED = Pattern.compile("[^,\"\\\\]\"\"[^\"]");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

  /** Finds the dialect of a table's files, all of which are read by the same. */
  static CsvDialect of(List<TextHead> heads, char separator) {
    Pattern backslashed =
        Pattern.compile(BACKSLASHED.formatted(Pattern.quote(String.valueOf(separator))));
    boolean backslashes = anyLine(heads, backslashed);
    boolean doubled = anyLine(heads, DOUBLED);
    return new CsvDialect(separator, backslashes && !doubled ? BACKSLASH : '"');
  }

  private static boolean anyLine(List<TextHead> heads, Pattern pattern) {
    return heads.stream()
        .flatMap(head -> head.lines().stream())
        .anyMatch(line -> pattern.matcher(line).find());
  }

  /**
   * Looks for a separator that fits better than this dialect's.
   *
   * @throws DataException if all of the first lines have equally many cells by another one, and the
   *     header has one cell by this
   */
  void requireSeparator(String input, TextHead head) {
    List<String> lines = head.lines().stream().limit(LINES).toList();
    if (lines.size() < 2 || cells(lines.get(0), separator) > 1) {
      return;
    }
    for (char other : new char[] {';', '|', '\t', ','}) {
      int cells = cells(lines.get(0), other);
      if (other != separator
          && cells > 1
          && lines.stream().allMatch(l -> cells(l, other) == cells)) {
        throw new DataException(
            "Cannot read data.input '%s': the cells of %s stand between %s%s, need %s; %s"
                .formatted(
                    input,
                    head.name(),
                    name(other),
                    decimalComma(lines, other),
                    name(separator),
                    mend(other)));
      }
    }
  }

  private String mend(char other) {
    if (other == '\t' || other == ',') {
      return "name the file .%s".formatted(other == ',' ? "csv" : "tsv");
    }
    return "write it with %s between cells and points in numbers, or as Parquet"
        .formatted(name(separator));
  }

  private static String decimalComma(List<String> lines, char separator) {
    Optional<String> cell =
        lines.stream()
            .skip(1)
            .flatMap(line -> Pattern.compile(Pattern.quote("" + separator)).splitAsStream(line))
            .filter(text -> isDecimalComma(text))
            .findFirst();
    return cell.map(text -> ", and its numbers have decimal commas ('" + text.strip() + "')")
        .orElse("");
  }

  /** Whether the text is a number with a comma before its decimals. */
  static boolean isDecimalComma(String text) {
    return DECIMAL_COMMA.matcher(text.strip()).matches();
  }

  private static String name(char separator) {
    return switch (separator) {
      case ';' -> "semicolons";
      case '|' -> "pipes (|)";
      case '\t' -> "tabs";
      default -> "commas";
    };
  }

  /** Cells of a line, where separators in quotes do not count. */
  private static int cells(String line, char separator) {
    int cells = 1;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      cells += !quoted && line.charAt(i) == separator ? 1 : 0;
    }
    return cells;
  }

  /** What to add to a message about malformed lines, of which {@code examples} are some. */
  public static String hint(List<String> examples) {
    return examples.stream().anyMatch(line -> line.contains("\\\""))
        ? "; quotes inside quotes are written as \"\" or as \\\", and one table may not have both"
        : "";
  }
}
