package io.ncsn.data.codec;

import io.ncsn.channels.ChannelGroup;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * An array column of which each number is a column of a model. Models keep the numbers themselves;
 * this reads and writes their arrays as cells of a table.
 *
 * @param name the array's column
 */
public record NumbersCodec(String name, List<NumberCodec> numbers) implements ArrayCodec {
  public NumbersCodec {
    numbers = List.copyOf(numbers);
  }

  /** Returns a codec of numbers in an array as one of one column; others as they are. */
  public static RowCodec packed(RowCodec codec) {
    if (codec.layout() != TableSchema.Layout.ARRAY) {
      return codec;
    }
    List<NumberCodec> numbers = codec.columns().stream().map(NumberCodec.class::cast).toList();
    return new RowCodec(
        TableSchema.Layout.COLUMNS, "", List.of(new NumbersCodec(codec.features(), numbers)));
  }

  @Override
  public String type() {
    return "array<" + numbers.get(0).type() + ">";
  }

  @Override
  public int width() {
    return numbers.size();
  }

  @Override
  public List<ChannelGroup> groups(int first) {
    return List.of(new ChannelGroup.Plain(numbers.size()));
  }

  @Override
  public CellEncoder encoder(DataType element, boolean partial) {
    return new Encoder(
        numbers.stream().map(number -> number.encoder(element)).toArray(CellEncoder[]::new),
        partial);
  }

  @Override
  public CellDecoder decoder() {
    CellDecoder[] cells = numbers.stream().map(NumberCodec::decoder).toArray(CellDecoder[]::new);
    StructType element = new StructType().add("number", DataType.fromDDL(numbers.get(0).type()));
    return (stored, at, number, random, row, ordinal) -> {
      SpecificInternalRow value = new SpecificInternalRow(element);
      Object[] array = new Object[cells.length];
      for (int i = 0; i < array.length; i++) {
        cells[i].decode(stored, at + i, number, random, value, 0);
        array[i] = value.genericGet(0);
      }
      row.update(ordinal, new GenericArrayData(array));
    };
  }

  @Override
  public double mean(int part) {
    return numbers.get(part).mean(0);
  }

  @Override
  public double scale(int part) {
    return numbers.get(part).scale(0);
  }

  /**
   * Reads arrays.
   *
   * @param partial whether null is a number that is not known
   */
  @SuppressWarnings("ArrayRecordComponent") // read by index; never compared
  private record Encoder(CellEncoder[] numbers, boolean partial) implements CellEncoder {
    @Override
    public BadRowReason encode(SpecializedGetters row, int ordinal, double[] values, int at) {
      if (row.isNullAt(ordinal)) {
        return BadRowReason.NULL;
      }
      ArrayData array = row.getArray(ordinal);
      if (array.numElements() != numbers.length) {
        return BadRowReason.WRONG_LENGTH;
      }
      Arrays.fill(values, at, at + numbers.length, Double.NaN);
      for (int i = 0; i < numbers.length; i++) {
        if (!partial || !array.isNullAt(i)) {
          BadRowReason reason = numbers[i].encode(array, i, values, at + i);
          if (reason != null) {
            return reason;
          }
        }
      }
      return null;
    }
  }
}
