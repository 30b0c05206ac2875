package io.ncsn.data.shard;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.TextLevels;
import io.ncsn.data.read.SourceTable;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Finds text that was no UTF-8: readers of CSV and JSON put the replacement character U+FFFD in its
 * place, so that different texts may become one, and samples would have them like this.
 */
final class BrokenText {
  private static final UTF8String REPLACEMENT = UTF8String.fromString("\uFFFD");

  private BrokenText() {}

  /**
   * Requires levels without replacement characters in tables that are read from text.
   *
   * @throws DataException if there is one
   */
  static void requireNone(RowCodec codec, SourceTable source, DataSettings settings) {
    if (source.format() != Format.CSV && source.format() != Format.JSON) {
      return;
    }
    for (ColumnCodec column : codec.columns()) {
      if (column.ofKnownCells() instanceof CategoryCodec category) {
        requireNone(category.levels(), column.name(), settings.input());
      }
    }
  }

  private static void requireNone(TextLevels levels, String column, String input) {
    for (int i = 0; i < levels.size(); i++) {
      if (levels.text(i).contains(REPLACEMENT)) {
        throw new DataException(
            "Cannot read column '%s' of data.input '%s': found '%s', which is not text in UTF-8; convert the file (such as by iconv -f LATIN1 -t UTF-8), or leave the column out by data.exclude"
                .formatted(column, input, levels.text(i)));
      }
    }
  }
}
