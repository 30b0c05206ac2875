package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.channels.ChannelGroup.Spread;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A column whose cells are arrays of numbers or Spark ML vectors, all of one length. Each number is
 * stored as its interval of the cumulative distribution of the numbers at its place; together they
 * are one cell. Where the column has nulls, a state stands before the intervals: 0, or that of
 * null.
 *
 * @param nulls whether cells may be null
 * @param frequencies the share of cells that are vectors, and of null; empty without nulls
 * @param maps the distribution of the numbers at each place
 */
@SuppressWarnings("ArrayRecordComponent") // read whole, never compared
public record VectorCodec(
    String name, String type, boolean nulls, double[] frequencies, List<NumberMap> maps)
    implements ColumnCodec {
  private static final int NULL_STATE = 1;
  private static final double ANYWHERE = 0.5;

  public VectorCodec {
    maps = List.copyOf(maps);
    if (frequencies.length != (nulls ? 2 : 0)) {
      throw new IllegalArgumentException(
          "Cannot use %d frequencies of column '%s': need %d"
              .formatted(frequencies.length, name, nulls ? 2 : 0));
    }
  }

  /** Returns the number of numbers of a cell. */
  public int length() {
    return maps.size();
  }

  /** Returns the name of the numbers at a place, from 0. */
  public String partName(int place) {
    return name + "[" + place + "]";
  }

  /** Returns the line on which the numbers lie. */
  @Override
  public NumberLine line() {
    return new NumberLine(
        type.equals(VectorCells.VECTOR)
            ? "double"
            : ((ArrayType) cellType()).elementType().catalogString());
  }

  @Override
  public int width() {
    return firstNumber() + 2 * length();
  }

  private int firstNumber() {
    return nulls ? 1 : 0;
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    List<ChannelGroup> groups = new ArrayList<>();
    if (nulls) {
      groups.add(new Codes(frequencies));
    }
    for (int i = 0; i < length(); i++) {
      Spread alone = i == 0 ? new Spread() : Spread.beside(first);
      groups.add(nulls ? new Spread(first, SpreadCodec.REGULAR) : alone);
    }
    return groups;
  }

  @Override
  public int nullLevel() {
    return nulls ? NULL_STATE : -1;
  }

  @Override
  public boolean writesNull() {
    return nulls;
  }

  @Override
  public boolean reads(DataType found) {
    return VectorCells.reads(found)
        && VectorCells.of(found).isVector() == type.equals(VectorCells.VECTOR);
  }

  @Override
  public String needs() {
    return type.equals(VectorCells.VECTOR) ? "a Spark ML vector" : "an array of numbers";
  }

  private NumberMap.KeyMap[] keyMaps() {
    NumberLine line = line();
    return maps.stream().map(map -> map.over(line)).toArray(NumberMap.KeyMap[]::new);
  }

  @Override
  public CellEncoder encoder(DataType found) {
    VectorCells cells = VectorCells.of(found);
    return new Encoder(
        cells, line().reader(cells.element()), new CellFaults(cells.element()), nulls, keyMaps());
  }

  @Override
  public CellDecoder decoder() {
    NumberMap.KeyMap[] maps = keyMaps();
    Writer writer = writer();
    return (stored, at, number, random, row, ordinal) -> {
      if (nulls && Levels.index(stored[at], frequencies.length, name) == NULL_STATE) {
        row.setNullAt(ordinal);
        return;
      }
      long[] keys = new long[maps.length];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = maps[i].key(middle(stored, at + firstNumber() + 2 * i));
      }
      row.update(ordinal, writer.cell(keys));
    };
  }

  /** Returns a writer of cells. */
  Writer writer() {
    return new Writer(
        line().writer(),
        new StructType().add("number", line().dataType()),
        type.equals(VectorCells.VECTOR));
  }

  /** Writes cells in Spark's own form. */
  record Writer(NumberLine.KeyWriter numbers, StructType element, boolean isVector)
      implements Serializable {
    /** Returns the cell of some numbers, given by their keys. */
    Object cell(long[] keys) {
      SpecificInternalRow number = new SpecificInternalRow(element);
      Object[] cell = new Object[keys.length];
      for (int i = 0; i < cell.length; i++) {
        numbers.write(number, 0, keys[i]);
        cell[i] = number.genericGet(0);
      }
      return isVector ? vector(cell) : new GenericArrayData(cell);
    }

    private static Object vector(Object[] numbers) {
      double[] values = Arrays.stream(numbers).mapToDouble(number -> (double) number).toArray();
      return new VectorUDT().serialize(Vectors.dense(values));
    }
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
   * Returns the stored cell that stands for several: at each place the lower median.
   *
   * @param stored rows of which the first has its cell at {@code at}, and each next one {@code
   *     stride} behind it
   * @param count how many they are, at least one
   */
  public float[] median(float[] stored, int at, int stride, int count) {
    float[] median = new float[width()];
    float[] values = new float[count];
    for (int i = 0; i < median.length; i++) {
      for (int row = 0; row < count; row++) {
        values[row] = stored[at + row * stride + i];
      }
      Arrays.sort(values);
      median[i] = values[(count - 1) / 2];
    }
    return median;
  }

  @Override
  public double logShare(double[] values, int at) {
    if (nulls && values[at] == NULL_STATE) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < length(); i++) {
      int number = at + firstNumber() + 2 * i;
      sum += maps.get(i).logShare(values[number], values[number + 1]);
    }
    return sum;
  }

  /**
   * Reads cells.
   *
   * @param nulls whether null is a state; it is bad if not
   * @param maps one a place
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  private record Encoder(
      VectorCells cells,
      KeyReader reader,
      CellFaults faults,
      boolean nulls,
      NumberMap.KeyMap[] maps)
      implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters row, int ordinal, double[] values, int at) {
      if (row.isNullAt(ordinal)) {
        return nulls ? missing(values, at) : BadRowReason.NULL;
      }
      if (cells.length(row, ordinal) != maps.length) {
        return BadRowReason.WRONG_LENGTH;
      }
      ArrayData numbers = cells.numbers(row, ordinal);
      int next = at;
      if (nulls) {
        values[next++] = SpreadCodec.REGULAR;
      }
      for (int i = 0; i < maps.length; i++, next += 2) {
        if (numbers.isNullAt(i)) {
          return BadRowReason.NULL;
        }
        long key = reader.read(numbers, i);
        if (key == NumberLine.NO_KEY) {
          return faults.reason(numbers, i);
        }
        maps[i].spread(key, values, next);
      }
      return null;
    }

    private BadRowReason missing(double[] values, int at) {
      values[at] = NULL_STATE;
      Arrays.fill(values, at + 1, at + 1 + 2 * maps.length, ANYWHERE);
      return null;
    }
  }
}
