package io.ncsn.data.codec;

import io.ncsn.config.ConfigException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a cell of a column of vectors from text that a user wrote, such as {@code [1, 2.5]}. */
record VectorText(VectorCodec column, ColumnWords words) {
  private static final int MOST_SHOWN = 3;

  /** Returns the text of one cell whose numbers a user wrote as a list; empty for null. */
  static Optional<String> joined(List<Optional<String>> numbers) {
    return numbers.size() == 1
        ? numbers.get(0)
        : Optional.of(
            numbers.stream()
                .map(number -> number.orElse("null"))
                .collect(Collectors.joining(", ", "[", "]")));
  }

  /**
   * Returns a cell in Spark's own form.
   *
   * @throws ConfigException if the text is none, or the training rows reach less far
   */
  Object cell(String text) {
    String[] numbers = text.strip().replaceAll("^\\[|\\]$", "").split(",", -1);
    if (numbers.length != column.length()) {
      throw words.refusal(
          Optional.of(text),
          "it is not a list of %d numbers".formatted(column.length()),
          advice(column));
    }
    long[] keys = new long[numbers.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(text, i, numbers[i].strip());
    }
    return column.writer().cell(keys);
  }

  private long key(String text, int place, String number) {
    NumberLine line = column.line();
    InternalRow row = new GenericInternalRow(new Object[] {UTF8String.fromString(number)});
    long key = line.reader(DataTypes.StringType).read(row, 0);
    NumberMap map = column.maps().get(place);
    boolean isNumber = key != NumberLine.NO_KEY;
    if (!isNumber || key < line.parse(map.least()) || key > line.parse(map.greatest())) {
      throw words.refusal(
          Optional.of(text),
          isNumber
              ? "'%s' is out of the range of the training rows".formatted(number)
              : "'%s' is no number that the column can hold".formatted(number),
          "give numbers from %s to %s at place %d"
              .formatted(map.least(), map.greatest(), place + 1));
    }
    return key;
  }

  /** Returns what to ask for. */
  static String advice(VectorCodec column) {
    String some =
        column.maps().stream()
            .limit(MOST_SHOWN)
            .map(NumberMap::least)
            .collect(Collectors.joining(", "));
    return "give %d numbers, such as [%s%s]%s"
        .formatted(
            column.length(),
            some,
            column.length() > MOST_SHOWN ? ", ..." : "",
            column.nulls() ? ", or null" : "");
  }
}
