package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltInDataTest {

  @ParameterizedTest
  @CsvSource({
    // UCI's counts; sums of all pixels found by awk over the original files
    "digits, 3823, 1204758",
    "digits-test, 1797, 561718"
  })
  void shipsTheDigitsWithoutTheirLabels(String name, long rows, long sum) {
    List<Row> digits = open(name, 0, 0);
    assertThat(digits).hasSize((int) rows).allSatisfy(row -> assertThat(row.size()).isEqualTo(64));
    long found = 0;
    for (Row row : digits) {
      for (int i = 0; i < 64; i++) {
        assertThat(row.getInt(i)).isBetween(0, 16);
        found += row.getInt(i);
      }
    }
    assertThat(found).isEqualTo(sum);
    assertThat(digits.get(0).schema().fieldNames()[10]).isEqualTo("pixel_1_2");
  }

  @ParameterizedTest
  @CsvSource({
    // closed-form means and mean squares of x and y
    "mixture, 3, 3, 26, 26",
    "two-moons, 0, 0.3, 3.04, 1.107",
    "checkerboard, 0, 0, 5.333, 5.333"
  })
  void drawsFromTheDistributionItNames(String name, double x, double y, double xx, double yy) {
    List<Row> rows = open(name, 40_000, 5);
    assertThat(mean(rows, 0, 1)).isEqualTo(x, within(0.08));
    assertThat(mean(rows, 1, 1)).isEqualTo(y, within(0.08));
    assertThat(mean(rows, 0, 2)).isEqualTo(xx, within(0.3));
    assertThat(mean(rows, 1, 2)).isEqualTo(yy, within(0.3));
  }

  @Test
  void drawsTheSwissRollBetweenItsEnds() {
    for (Row row : open("swiss-roll", 5000, 5)) {
      double radius = 5 * Math.hypot(row.getDouble(0), row.getDouble(1));
      assertThat(radius).isBetween(1.5 * Math.PI - 5, 4.5 * Math.PI + 5);
    }
  }

  @Test
  void drawsOnlyOnSquaresOfOneColour() {
    for (Row row : open("checkerboard", 5000, 5)) {
      long column = (long) Math.floor(row.getDouble(0) / 2);
      long line = (long) Math.floor(row.getDouble(1) / 2);
      assertThat(Math.floorMod(column + line, 2L)).isZero();
    }
  }

  @Test
  void drawsTheSameRowsForMoreRowsAndAnyPartitions() {
    List<Row> few = open("mixture", 20_000, 5);
    List<Row> more = open("mixture", 100_000, 5);
    assertThat(more.subList(0, 20_000)).isEqualTo(few);
    assertThat(open("mixture", 20_000, 6)).isNotEqualTo(few);
    assertThat(
            BuiltInData.open(
                    LocalSpark.session(), TestSettings.of("dataset:mixture").rows(9000).build())
                .table()
                .agg(functions.countDistinct("x"))
                .first()
                .getLong(0))
        .isEqualTo(9000);
  }

  private static List<Row> open(String name, long rows, long seed) {
    var settings = TestSettings.of("dataset:" + name).rows(rows).seed(seed).build();
    return new ArrayList<>(
        BuiltInData.open(LocalSpark.session(), settings).table().collectAsList());
  }

  private static double mean(List<Row> rows, int column, int power) {
    return rows.stream()
        .mapToDouble(row -> Math.pow(row.getDouble(column), power))
        .average()
        .orElseThrow();
  }
}
