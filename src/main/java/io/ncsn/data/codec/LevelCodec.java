package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/**
 * A column of few different numbers, dates or truth values, each stored as the index of its level.
 *
 * @param values the levels as text, without null
 * @param nulls whether null is the last level
 * @param frequencies the share of each level
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record LevelCodec(
    String name, String type, List<String> values, boolean nulls, double[] frequencies)
    implements KeyedCodec {
  public LevelCodec {
    values = List.copyOf(values);
    if (frequencies.length != values.size() + (nulls ? 1 : 0)) {
      throw new IllegalArgumentException(
          "Cannot use %d frequencies of column '%s': found %d levels"
              .formatted(frequencies.length, name, values.size() + (nulls ? 1 : 0)));
    }
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return List.of(new Codes(frequencies));
  }

  @Override
  public CellEncoder encoder(DataType found) {
    int[] order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted((a, b) -> Long.compare(key(a), key(b)))
            .mapToInt(i -> i)
            .toArray();
    long[] keys = Arrays.stream(order).mapToLong(this::key).toArray();
    KeyReader reader = line().reader(found);
    return new Encoder(reader, new CellFaults(found), keys, order, nullLevel());
  }

  /** Returns a reader of the levels' keys, {@link NumberLine#NO_KEY} where a number is none. */
  KeyReader levelReader(DataType found) {
    long[] keys = IntStream.range(0, values.size()).mapToLong(this::key).sorted().toArray();
    KeyReader reader = line().reader(found);
    return (cells, ordinal) -> {
      long key = reader.read(cells, ordinal);
      return Arrays.binarySearch(keys, key) >= 0 ? key : NumberLine.NO_KEY;
    };
  }

  private long key(int level) {
    return line().parse(values.get(level));
  }

  @Override
  public CellDecoder decoder() {
    NumberLine.KeyWriter writer = line().writer();
    long[] keys = IntStream.range(0, values.size()).mapToLong(this::key).toArray();
    return (stored, at, number, random, row, ordinal) -> {
      int level = Levels.index(stored[at], frequencies.length, name);
      if (level < keys.length) {
        writer.write(row, ordinal, keys[level]);
      } else {
        row.setNullAt(ordinal);
      }
    };
  }

  /**
   * Reads cells.
   *
   * @param keys keys of the levels, ascending
   * @param levels the level of each key
   * @param nullLevel the level of null; −1 if null is bad
   */
  private record Encoder(
      KeyReader reader, CellFaults faults, long[] keys, int[] levels, int nullLevel)
      implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters cells, int ordinal, double[] values, int at) {
      if (cells.isNullAt(ordinal)) {
        values[at] = nullLevel;
        return nullLevel < 0 ? BadRowReason.NULL : null;
      }
      long key = reader.read(cells, ordinal);
      if (key == NumberLine.NO_KEY) {
        return faults.reason(cells, ordinal);
      }
      int found = Arrays.binarySearch(keys, key);
      if (found < 0) {
        return BadRowReason.UNSEEN;
      }
      values[at] = levels[found];
      return null;
    }
  }
}
