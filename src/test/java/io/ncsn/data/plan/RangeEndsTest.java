package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** Numbers at the ends of a column's range, and just and far outside it. */
class RangeEndsTest {
  private static final int ROWS = 1201; // more different numbers than have places of their own

  /** Evenly spaced, so that the density is the same everywhere. */
  private static final double SPACE = Math.PI / 7;

  private final DataType type = DataTypes.DoubleType;
  private final RowCodec codec =
      Cells.rowOf(
          new Cells(type, IntStream.range(0, ROWS).mapToObj(i -> SPACE * i - 100).toList())
              .plan(PlanOptions.DEFAULT)
              .codec());

  private double[] read(double number) {
    double[] values = new double[codec.width()];
    new RowReader(codec, List.of(type), -1)
        .read(new GenericInternalRow(new Object[] {number}), values);
    return values;
  }

  @Test
  void theDensityIsThatOfTheRangeInItAndNoneOutsideIt() {
    double least = -100;
    double greatest = SPACE * (ROWS - 1) - 100;
    double density = -Math.log(greatest - least);
    assertThat(Stream.of(least, 0.3, greatest).map(x -> codec.logShare(read(x), 0)))
        .allSatisfy(found -> assertThat(found).isCloseTo(density, within(0.01)));
    assertThat(
            Stream.of(-1e300, Math.nextDown(least), Math.nextUp(greatest), 1e300)
                .map(x -> codec.logShare(read(x), 0)))
        .containsOnly(Double.NEGATIVE_INFINITY);
  }

  @Test
  void theNetworkSeesTheNearestNumberOfTheRange() {
    assertThat(floats(read(-1e300))).isEqualTo(floats(read(-100))).containsOnly(1f / ROWS);
    assertThat(floats(read(1e300))).containsExactly(1f, 1f);
  }

  private static List<Float> floats(double[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (float) values[i]).toList();
  }
}
