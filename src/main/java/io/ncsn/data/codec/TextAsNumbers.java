package io.ncsn.data.codec;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Tells whether text is numbers or times of a model's column. Older versions took columns that a
 * table declares as text for numbers or times if all their cells were such, and wrote them as such.
 */
public final class TextAsNumbers {
  private TextAsNumbers() {}

  /**
   * Returns whether a column that holds text now has cells of a column of numbers or times alone.
   *
   * @param then the model's codec of the column
   * @param now the codec that the table would get
   */
  public static boolean are(ColumnCodec then, ColumnCodec now) {
    ColumnCodec before = then.ofKnownCells();
    boolean isOfKeys = before instanceof KeyedCodec || before instanceof ConstantCodec;
    if (!isOfKeys || before.type().equals("string") || !now.type().equals("string")) {
      return false;
    }
    NumberLine line = before.line();
    if (now.ofKnownCells() instanceof SpreadCodec spread) {
      return fits(line, spread.line());
    }
    KeyReader reader = line.reader(DataTypes.StringType);
    return !(before instanceof ConstantCodec constant && constant.value() == null)
        && texts(now.ofKnownCells())
            .allMatch(
                text ->
                    reader.read(row(text), 0) != NumberLine.NO_KEY
                        && isConstant(before, reader.read(row(text), 0)));
  }

  /** Returns whether all cells of a line of text are cells of another line. */
  private static boolean fits(NumberLine line, NumberLine text) {
    boolean isWhole = text.type().equals("bigint");
    return text.isTime() || line.isTime()
        ? line.type().equals(text.type())
        : line.isReal() || (isWhole && !line.type().equals("boolean"));
  }

  private static boolean isConstant(ColumnCodec before, long key) {
    return !(before instanceof ConstantCodec constant)
        || before.line().parse(constant.value()) == key;
  }

  /** Returns the levels of a column of text; one that is no cell of numbers if it has none. */
  private static Stream<UTF8String> texts(ColumnCodec column) {
    if (column instanceof CategoryCodec category) {
      return IntStream.range(0, category.levels().size()).mapToObj(category.levels()::text);
    }
    return column instanceof ConstantCodec constant && constant.value() != null
        ? Stream.of(UTF8String.fromString(constant.value()))
        : Stream.of(UTF8String.EMPTY_UTF8);
  }

  private static InternalRow row(UTF8String text) {
    return new GenericInternalRow(new Object[] {text});
  }
}
