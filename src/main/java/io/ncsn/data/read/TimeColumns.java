package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.NumberLine;
import io.ncsn.data.codec.TextTimes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the text columns whose cells are times of a pattern, by the first rows of a table. */
final class TimeColumns {
  private static final Logger LOG = LoggerFactory.getLogger(TimeColumns.class);
  private static final int SAMPLE = 1000;

  /** Such as 3.12.2024, 2024/12/3, 3 Dec 2024 and December 3, 2024, with or without a time. */
  private static final Pattern LIKE_TIME =
      Pattern.compile(
          "(\\d{1,2}([-/.])\\d{1,2}\\2(\\d{2}|\\d{4})|\\d{4}([-/.])\\d{1,2}\\4\\d{1,2}"
              + "|(\\d{1,2}[ .-]+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ .,-]+\\d.*)"
              + "([ T,].*)?",
          Pattern.CASE_INSENSITIVE);

  private final String input;
  private final String pattern;
  private final IsoTimes times;

  /**
   * Makes a finder.
   *
   * @param input the table's name, for messages
   * @param pattern {@code data.timestamp-format}
   */
  TimeColumns(String input, String pattern, IsoTimes times) {
    this.input = input;
    this.pattern = pattern;
    this.times = times;
  }

  /**
   * Returns the names of the columns of which most cells are times of the pattern, and of those
   * that have no cells in the first rows.
   *
   * @throws DataException if there are none, and other columns seem to be times
   */
  Set<String> of(Dataset<Row> table) {
    InternalRow[] rows = table.queryExecution().executedPlan().executeTake(SAMPLE);
    StructField[] fields = table.schema().fields();
    Set<String> found =
        texts(fields).stream()
            .filter(c -> most(cells(rows, c), cell -> times.read(cell) != null))
            .map(c -> fields[c].name())
            .collect(Collectors.toSet());
    if (found.isEmpty()) {
      complain(rows, fields);
    }
    return found;
  }

  private static List<Integer> texts(StructField[] fields) {
    List<Integer> texts = new ArrayList<>();
    for (int c = 0; c < fields.length; c++) {
      if (TextCells.isText(fields[c])) {
        texts.add(c);
      }
    }
    return texts;
  }

  private static List<String> cells(InternalRow[] rows, int column) {
    return Arrays.stream(rows)
        .filter(row -> !row.isNullAt(column))
        .map(row -> row.getUTF8String(column).toString())
        .filter(cell -> !cell.isBlank())
        .toList();
  }

  private static boolean most(List<String> cells, Predicate<String> are) {
    return cells.isEmpty() || 2 * cells.stream().filter(are).count() > cells.size();
  }

  private void complain(InternalRow[] rows, StructField[] fields) {
    Optional<Integer> other =
        texts(fields).stream()
            .filter(c -> most(cells(rows, c), TimeColumns::isOtherTime))
            .findFirst();
    if (other.isPresent()) {
      String cell =
          cells(rows, other.get()).stream().filter(TimeColumns::isOtherTime).findFirst().get();
      throw new DataException(
          "Cannot read times of data.input '%s' by data.timestamp-format = %s: found no column of them, and times such as '%s' in column '%s'; mend data.timestamp-format, or set it to auto"
              .formatted(input, pattern, cell.strip(), fields[other.get()].name()));
    }
    if (rows.length > 0) {
      LOG.warn(
          "data.timestamp-format = {} has no effect: found no column of such times in the first {} rows of {}",
          pattern,
          rows.length,
          input);
    }
  }

  private static boolean isOtherTime(String cell) {
    UTF8String text = UTF8String.fromString(cell.strip());
    return LIKE_TIME.matcher(cell.strip()).matches()
        && TextTimes.date(text) == NumberLine.NO_KEY
        && TextTimes.timestamp(text) == NumberLine.NO_KEY
        && TextTimes.localTimestamp(text) == NumberLine.NO_KEY;
  }
}
