package io.ncsn.data.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;

/**
 * A column of numbers, dates or timestamps, each stored as its interval of the cumulative
 * distribution. Where the column has nulls, or single values that fill a large part of it, a state
 * stands before the interval: 0 where the number applies, then one state a value, then that of
 * null.
 *
 * @param states the single values, as text; they are not part of {@code map}
 * @param nulls whether the last state is null
 * @param frequencies the share of each state; empty if there is only the first
 * @param map the distribution of the other numbers
 * @param textOf the type whose texts the cells are, where {@code type} is string; else null
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record SpreadCodec(
    String name,
    String type,
    List<String> states,
    boolean nulls,
    double[] frequencies,
    NumberMap map,
    @JsonInclude(JsonInclude.Include.NON_NULL) String textOf)
    implements KeyedCodec {
  /** The state at which the number applies. */
  static final int REGULAR = 0;

  private static final double ANYWHERE = 0.5;

  public SpreadCodec {
    states = List.copyOf(states);
    int expected = states.size() + (nulls ? 1 : 0);
    if (frequencies.length != (expected == 0 ? 0 : expected + 1)) {
      throw new IllegalArgumentException(
          "Cannot use %d frequencies of column '%s': found %d states beside the regular one"
              .formatted(frequencies.length, name, expected));
    }
  }

  /** Makes a column whose cells are of the type of their numbers. */
  public SpreadCodec(
      String name,
      String type,
      List<String> states,
      boolean nulls,
      double[] frequencies,
      NumberMap map) {
    this(name, type, states, nulls, frequencies, map, null);
  }

  /** Returns this codec of cells that are texts of the numbers. */
  public SpreadCodec asText() {
    return new SpreadCodec(name, "string", states, nulls, frequencies, map, type);
  }

  @Override
  public NumberLine line() {
    return textOf == null ? new NumberLine(type) : new NumberLine(textOf, true);
  }

  private boolean hasState() {
    return frequencies.length > 0;
  }

  @Override
  public int width() {
    return hasState() ? 3 : 2;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return hasState()
        ? List.of(new Codes(frequencies), new Spread(first, REGULAR))
        : List.of(new Spread());
  }

  /** Returns the keys of the single values. */
  long[] stateKeys() {
    NumberLine line = line();
    return states.stream().mapToLong(line::parse).toArray();
  }

  /** Returns the key of the least number of the training rows. */
  long least() {
    long least = line().parse(map.least());
    return Math.min(least, Arrays.stream(stateKeys()).min().orElse(least));
  }

  /** Returns the key of the greatest number of the training rows. */
  long greatest() {
    long greatest = line().parse(map.greatest());
    return Math.max(greatest, Arrays.stream(stateKeys()).max().orElse(greatest));
  }

  @Override
  public CellEncoder encoder(DataType found) {
    NumberLine line = line();
    return new Encoder(
        line.reader(found),
        new CellFaults(found),
        hasState() ? stateKeys() : null,
        nullLevel(),
        map.over(line));
  }

  @Override
  public CellDecoder decoder() {
    NumberLine line = line();
    NumberLine.KeyWriter writer = line.writer();
    NumberMap.KeyMap keys = map.over(line);
    if (!hasState()) {
      return (stored, at, number, random, row, ordinal) ->
          writer.write(row, ordinal, keys.key(middle(stored, at)));
    }
    long[] single = stateKeys();
    return (stored, at, number, random, row, ordinal) -> {
      int state = Levels.index(stored[at], frequencies.length, name);
      if (state == REGULAR) {
        writer.write(row, ordinal, keys.key(middle(stored, at + 1)));
      } else if (state > single.length) {
        row.setNullAt(ordinal);
      } else {
        writer.write(row, ordinal, single[state - 1]);
      }
    };
  }

  @Override
  public double logShare(double[] values, int at) {
    if (!hasState()) {
      return map.logShare(values[at], values[at + 1]);
    }
    return values[at] == REGULAR ? map.logShare(values[at + 1], values[at + 2]) : 0;
  }

  private double middle(float[] stored, int at) {
    double middle = ((double) stored[at] + stored[at + 1]) / 2;
    if (!(middle >= 0 && middle <= 1)) {
      throw new IllegalArgumentException(
          "Cannot decode the share %s of column '%s': need one from 0 to 1"
              .formatted(middle, name));
    }
    return middle;
  }

  /**
   * Reads cells.
   *
   * @param states keys of the single values; null if there is no state
   * @param nullState the state of null; −1 if null is bad
   */
  private record Encoder(
      KeyReader reader, CellFaults faults, long[] states, int nullState, NumberMap.KeyMap map)
      implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters cells, int ordinal, double[] values, int at) {
      if (cells.isNullAt(ordinal)) {
        return nullState < 0 ? BadRowReason.NULL : single(nullState, values, at);
      }
      long key = reader.read(cells, ordinal);
      if (key == NumberLine.NO_KEY) {
        return faults.reason(cells, ordinal);
      }
      if (states == null) {
        map.spread(key, values, at);
        return null;
      }
      for (int i = 0; i < states.length; i++) {
        if (states[i] == key) {
          return single(i + 1, values, at);
        }
      }
      values[at] = REGULAR;
      map.spread(key, values, at + 1);
      return null;
    }

    private static BadRowReason single(int state, double[] values, int at) {
      values[at] = state;
      Arrays.fill(values, at + 1, at + 3, ANYWHERE);
      return null;
    }
  }
}
