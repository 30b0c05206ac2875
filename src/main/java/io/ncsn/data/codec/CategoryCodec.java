package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of texts, or of numbers or dates that are taken as such, stored as the index of its
 * level. The most frequent levels have a code each; the others share the next one, and where it is
 * written a level is drawn among them by their frequencies. Null is the last code if it is a level.
 * Where a column has more levels than are kept, any text that is no kept level counts as one of
 * those that share a code, but none of them is ever written.
 *
 * @param nulls whether null is the last level
 * @param nullCount how many rows are null
 * @param coded how many levels have a code of their own
 * @param levels all levels that are kept, without null
 * @param otherRows how many rows have levels that are not kept; 0 if all are
 */
public record CategoryCodec(
    String name,
    String type,
    boolean nulls,
    long nullCount,
    int coded,
    TextLevels levels,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long otherRows)
    implements ColumnCodec {
  public CategoryCodec {
    if (otherRows > 0 && coded >= levels.size()) {
      throw new IllegalArgumentException(
          "Cannot pool %d rows of column '%s': all %d levels have a code of their own"
              .formatted(otherRows, name, coded));
    }
  }

  /** Makes a column of which all levels are kept. */
  public CategoryCodec(
      String name, String type, boolean nulls, long nullCount, int coded, TextLevels levels) {
    this(name, type, nulls, nullCount, coded, levels, 0);
  }

  @Override
  public int width() {
    return 1;
  }

  private boolean hasPool() {
    return coded < levels.size();
  }

  /** Returns the code that the pooled levels share; −1 if there are none. */
  int pool() {
    return hasPool() ? coded : -1;
  }

  /** Returns how many rows have levels that share a code. */
  double pooledRows() {
    return levels.countFrom(coded) + otherRows;
  }

  /** Returns whether there are levels of which nothing but the number of rows is known. */
  boolean hasOthers() {
    return otherRows > 0;
  }

  private int codes() {
    return coded + (hasPool() ? 1 : 0) + (nulls ? 1 : 0);
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    double[] frequencies = new double[codes()];
    double total = levels.countFrom(0) + otherRows + (nulls ? nullCount : 0);
    for (int i = 0; i < coded; i++) {
      frequencies[i] = levels.count(i) / total;
    }
    if (hasPool()) {
      frequencies[coded] = pooledRows() / total;
    }
    if (nulls) {
      frequencies[frequencies.length - 1] = nullCount / total;
    }
    return List.of(new Codes(frequencies));
  }

  @Override
  public int nullLevel() {
    return nulls ? codes() - 1 : -1;
  }

  @Override
  public boolean writesNull() {
    return nulls;
  }

  @Override
  public boolean reads(DataType found) {
    return isText()
        ? found instanceof StringType
        : KeyReader.reads(new NumberLine(type).dataType(), found);
  }

  boolean isText() {
    return type.equals("string");
  }

  @Override
  public String needs() {
    return isText() ? "text" : new NumberLine(type).described();
  }

  @Override
  public CellEncoder encoder(DataType found) {
    return new Encoder(texts(found), levels, coded, nullLevel(), hasOthers());
  }

  private CellText texts(DataType found) {
    return isText() ? SpecializedGetters::getUTF8String : texts(new NumberLine(type), found);
  }

  private static CellText texts(NumberLine line, DataType found) {
    KeyReader keys = line.reader(found);
    return (cells, ordinal) -> {
      long key = keys.read(cells, ordinal);
      return key == NumberLine.NO_KEY ? null : UTF8String.fromString(line.text(key));
    };
  }

  @Override
  public CellDecoder decoder() {
    int nullCode = nullLevel();
    NumberLine.KeyWriter cells = levelWriter();
    long[] below = new long[levels.size() - coded + 1];
    for (int i = 1; i < below.length; i++) {
      below[i] = below[i - 1] + levels.count(coded + i - 1);
    }
    return (stored, at, number, random, row, ordinal) -> {
      int code = Levels.index(stored[at], codes(), name);
      if (code == nullCode) {
        row.setNullAt(ordinal);
      } else {
        int level =
            code < coded
                ? code
                : coded
                    + pooled(below, Streams.hash(random, Purpose.POOLED_LEVEL, name.hashCode()));
        cells.write(row, ordinal, level);
      }
    };
  }

  /** Returns whether the only cell of a row, which is not null, is a level that is kept. */
  boolean keeps(InternalRow row, DataType found) {
    return levelReader(found).read(row, 0) != NumberLine.NO_KEY;
  }

  /** Returns a reader of levels, {@link NumberLine#NO_KEY} where there is none. */
  KeyReader levelReader(DataType found) {
    CellText texts = texts(found);
    return (cells, ordinal) -> {
      UTF8String text = texts.of(cells, ordinal);
      int level = text == null ? -1 : levels.indexOf(text);
      return level < 0 ? NumberLine.NO_KEY : level;
    };
  }

  /** Returns a writer of the cell of a level. */
  NumberLine.KeyWriter levelWriter() {
    if (isText()) {
      return (row, ordinal, level) -> row.update(ordinal, levels.text((int) level));
    }
    NumberLine line = new NumberLine(type);
    NumberLine.KeyWriter writer = line.writer();
    return (row, ordinal, level) ->
        writer.write(row, ordinal, line.parse(levels.text((int) level).toString()));
  }

  /**
   * Returns the place of a level in the pool.
   *
   * @param below how many rows have one of the levels before each, and at last one of all
   */
  static int pooled(long[] below, long random) {
    long drawn = Math.floorMod(random, below[below.length - 1]);
    int found = Arrays.binarySearch(below, drawn);
    return found >= 0 ? found : -found - 2;
  }

  /** Returns the level of a cell that is not null; null if the cell is no number or time. */
  @FunctionalInterface
  private interface CellText extends Serializable {
    UTF8String of(SpecializedGetters cells, int ordinal);
  }

  /**
   * Reads cells.
   *
   * @param pools whether a text that is no kept level is one of those that share a code
   */
  private record Encoder(CellText texts, TextLevels levels, int coded, int nullCode, boolean pools)
      implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters cells, int ordinal, double[] values, int at) {
      if (cells.isNullAt(ordinal)) {
        values[at] = nullCode;
        return nullCode < 0 ? BadRowReason.NULL : null;
      }
      UTF8String text = texts.of(cells, ordinal);
      int level = text == null ? -1 : levels.indexOf(text);
      if (level < 0 && (text == null || !pools)) {
        return BadRowReason.UNSEEN;
      }
      values[at] = level < 0 ? coded : Math.min(level, coded);
      return null;
    }
  }
}
