package io.ncsn.evaluate.mixed;

import static io.ncsn.evaluate.mixed.MixedTablesOfTests.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.evaluate.Variation;
import io.ncsn.evaluate.mixed.Trend.PairTrend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares Shape and Trend with sums done by hand. */
class ShapeAndTrendTest {
  private static final double EXACT = 1e-12;

  private static final List<MixedColumn> COLUMNS =
      List.of(
          MixedColumn.number("x"),
          MixedColumn.category("colour"),
          MixedColumn.category("size"),
          MixedColumn.number("y"));

  @Test
  void errorsOfColumnsAreThoseCountedByHandAndNullsAreLeftOut() {
    Dataset<Row> real =
        table(
            row(1.0, "red", "S", 1),
            row(2.0, "red", "S", 2),
            row(3.0, "blue", "L", 3),
            row(null, null, "L", 4),
            row(4.0, "blue", "L", 5));
    Dataset<Row> synthetic =
        table(row(1.0, "red", "S", 1), row(1.0, "red", null, 2), row(9.0, "green", "S", 3));

    Shape shape = measures(real, synthetic, Optional.of(real)).shape();

    // x: F(1) = 1/4, G(1) = 2/3. Colour: (1/2, 1/2, 0) and (2/3, 0, 1/3). Size: (2/5, 3/5), (1, 0).
    assertThat(shape.columns().stream().map(c -> c.error().value()).toList())
        .usingElementComparator((a, b) -> Math.abs(a - b) < EXACT ? 0 : 1)
        .containsExactly(5 / 12.0, 0.5, 3 / 5.0, 2 / 5.0);
    assertThat(shape.columns().get(0).nullsReal()).isCloseTo(1 / 5.0, within(EXACT));
    assertThat(shape.columns().get(2).nullsSynthetic()).isCloseTo(1 / 3.0, within(EXACT));
    assertThat(shape.mean().value())
        .isCloseTo((5 / 12.0 + 0.5 + 3 / 5.0 + 2 / 5.0) / 4, within(EXACT));
    assertThat(shape.mean().floor()).hasValue(0);
  }

  @Test
  void aPairsErrorIsTheVariationOfItsJointTableThoughBothColumnsAreRight() {
    Dataset<Row> real =
        table(
            row(0.0, "a", "p", 0),
            row(0.0, "a", "p", 1),
            row(0.0, "b", "q", 0),
            row(0.0, "b", "q", 1));
    Dataset<Row> synthetic =
        table(
            row(0.0, "a", "p", 0),
            row(0.0, "a", "q", 1),
            row(0.0, "b", "p", 1),
            row(0.0, "b", "q", 0));

    MixedMeasures found = measures(real, synthetic, Optional.empty());

    assertThat(found.shape().mean().value()).isZero();
    assertThat(found.shape().mean().floor()).isEmpty();
    assertThat(pair(found, "colour", "size").trainingBins().value()).isCloseTo(0.5, within(EXACT));
    assertThat(pair(found, "colour", "size").ownBins().value()).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void anOutlierMovesTheBinsOfItsOwnTableOnly() {
    List<Row> real = new ArrayList<>();
    List<Row> synthetic = new ArrayList<>();
    for (int i = 0; i <= 100; i++) {
      real.add(row(i * 1.0, "a", "s", i % 7));
      synthetic.add(row(i == 100 ? 1e6 : i * 1.0, "a", "s", i % 7));
    }
    MixedMeasures found =
        measures(
            table(real.toArray(Row[]::new)),
            table(synthetic.toArray(Row[]::new)),
            Optional.empty());

    // Ten values a bin and the greatest in a code of its own; with own bins all else is in one bin.
    assertThat(pair(found, "x", "colour").trainingBins().value()).isZero();
    assertThat(pair(found, "x", "colour").ownBins().value()).isCloseTo(90 / 101.0, within(EXACT));
  }

  @Test
  void twoNumbersDifferByHalfTheDifferenceOfTheirCorrelations() {
    Dataset<Row> rising =
        table(row(1.0, "a", "s", 1), row(2.0, "a", "s", 2), row(3.0, "a", "s", 3));
    Dataset<Row> falling =
        table(row(1.0, "a", "s", 9), row(2.0, "a", "s", 8), row(3.0, "a", "s", 7));
    Dataset<Row> constant =
        table(row(1.0, "a", "s", 5), row(2.0, "a", "s", 5), row(3.0, "a", "s", 5));

    assertThat(pair(measures(rising, falling, Optional.of(constant)), "x", "y").ownBins().value())
        .isCloseTo(1, within(EXACT));
    assertThat(
            pair(measures(rising, falling, Optional.of(constant)), "x", "y")
                .trainingBins()
                .floor()
                .getAsDouble())
        .isCloseTo(0.5, within(EXACT));
    assertThat(measures(constant, rising, Optional.empty()).trend().pairs())
        .as("no correlation of a constant")
        .hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-310, 1e-182, 1e-160, 1e160, 3e307})
  void correlationsDoNotDependOnUnitsHoweverTinyOrHuge(double unit) {
    Dataset<Row> real = inUnits(unit, 0, 1, 2, 5);
    Dataset<Row> synthetic = inUnits(unit, 0, 2, 1, 5);

    // About the means 2 and 3 / 2: 8 / sqrt(14 * 5) and 7 / sqrt(14 * 5).
    assertThat(pair(measures(real, synthetic, Optional.empty()), "x", "y").ownBins().value())
        .isCloseTo((8 - 7) / Math.sqrt(14 * 5) / 2, within(1e-9));
  }

  private static Dataset<Row> inUnits(double unit, int... values) {
    return table(
        IntStream.range(0, values.length)
            .mapToObj(i -> row(values[i] * unit, "a", "s", i))
            .toArray(Row[]::new));
  }

  @Test
  void jointTablesOfManyLevelsAreCountedAsThoseOfFew() {
    int rows = 211;
    int[][] first = {IntStream.range(0, rows).toArray(), IntStream.range(0, rows).toArray()};
    int[][] second = {
      IntStream.range(0, rows).map(i -> i / 2).toArray(),
      IntStream.range(0, rows).map(i -> i / 2).toArray()
    };

    // 106 levels of the second table, 105 of them with 2 rows; 105 of the first are not in it.
    double expected = (105 * 1.0 / rows + 105 * 1.0 / rows) / 2;
    assertThat(Variation.joint(first, second, new int[] {rows, rows}))
        .isCloseTo(expected, within(EXACT));
    assertThat(Variation.joint(first, second, new int[] {1_000_003, 1_000_033}))
        .isCloseTo(expected, within(EXACT));
  }

  private static PairTrend pair(MixedMeasures found, String first, String second) {
    return found.trend().pairs().stream()
        .filter(pair -> pair.first().equals(first) && pair.second().equals(second))
        .findFirst()
        .orElseThrow();
  }

  private static MixedMeasures measures(
      Dataset<Row> real, Dataset<Row> synthetic, Optional<Dataset<Row>> holdout) {
    return MixedQuality.of(real, synthetic, holdout, COLUMNS).measures();
  }

  private static Dataset<Row> table(Row... rows) {
    return MixedTablesOfTests.table("x DOUBLE, colour STRING, size STRING, y INT", rows);
  }
}
