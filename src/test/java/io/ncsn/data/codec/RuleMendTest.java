package io.ncsn.data.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.data.codec.TableSchema.Layout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class RuleMendTest {
  private static final int DAYS = 59; // 31 in the first month, 28 in the other
  private static final int ROWS = 59_999;

  /** Day d of two months has 1 + d % 5 rows. */
  private static final long[] COUNTS = IntStream.range(0, DAYS).mapToLong(d -> 1 + d % 5).toArray();

  private static ColumnCodec number(String name, long... values) {
    NumberLine line = new NumberLine("int");
    return new SpreadCodec(
        name,
        "int",
        List.of(),
        false,
        new double[0],
        GridMap.of(line, values, ones(values.length)));
  }

  private static ColumnCodec level(String name, String... values) {
    double[] shares = new double[values.length];
    Arrays.fill(shares, 1.0 / values.length);
    return new LevelCodec(name, "int", List.of(values), false, shares);
  }

  private static long[] ones(int size) {
    return LongStream.generate(() -> 1).limit(size).toArray();
  }

  private static RowCodec days() {
    long[] days = LongStream.range(0, DAYS).toArray();
    long[] months = Arrays.stream(days).map(RuleMendTest::month).toArray();
    RowRule rule = new DependencyRule(0, List.of(1), days, COUNTS, new long[][] {months});
    List<ColumnCodec> columns = List.of(number("day", days), level("month", "1", "2"));
    return new RowCodec(Layout.COLUMNS, "", columns, List.of(rule));
  }

  private static long month(long day) {
    return day < 31 ? 1 : 2;
  }

  private static int[] mended(RowCodec codec, long number, boolean[] given, int... cells) {
    StructType type = new StructType();
    for (ColumnCodec column : codec.columns()) {
      type = type.add(column.name(), column.type());
    }
    InternalRow row = new SpecificInternalRow(type);
    for (int c = 0; c < cells.length; c++) {
      row.setInt(c, cells[c]);
    }
    new RowWriter(codec).mend(new float[codec.width()], 0, number, row, 0, given);
    return IntStream.range(0, cells.length).map(row::getInt).toArray();
  }

  /** Days of the right frequencies, beside months that do not depend on them. */
  @Test
  void daysKeepTheirFrequenciesWithinMonths() {
    RowCodec codec = days();
    SplittableRandom random = new SplittableRandom(11);
    int[] pool =
        IntStream.range(0, DAYS)
            .flatMap(d -> IntStream.generate(() -> d).limit(COUNTS[d]))
            .toArray();
    double[] found = new double[DAYS];
    double first = 0;
    for (int i = 0; i < ROWS; i++) {
      int month = random.nextInt(4) == 0 ? 1 : 2;
      int[] row = mended(codec, i, null, pool[random.nextInt(pool.length)], month);
      assertThat(row[1]).isEqualTo(month).isEqualTo((int) month(row[0]));
      found[row[0]]++;
      first += month == 1 ? 1 : 0;
    }
    double[] rowsOf = {first, ROWS - first};
    for (int d = 0; d < DAYS; d++) {
      int day = d;
      long ofMonth =
          IntStream.range(0, DAYS)
              .filter(o -> month(o) == month(day))
              .mapToLong(o -> COUNTS[o])
              .sum();
      double expected = rowsOf[(int) month(d) - 1] * COUNTS[d] / ofMonth;
      assertThat(found[d]).isCloseTo(expected, within(4.5 * Math.sqrt(expected)));
    }
  }

  @Test
  void aDayKeepsItsPlaceInTheMonth() {
    RowCodec codec = days();

    assertThat(mended(codec, 3, null, 0, 2)[0]).isBetween(31, 33);
    assertThat(mended(codec, 3, null, 30, 2)[0]).isBetween(55, 58);
    assertThat(mended(codec, 3, null, 58, 1)[0]).isBetween(28, 30);
  }

  @Test
  void givenCellsStay() {
    RowCodec codec = days();

    assertThat(mended(codec, 1, new boolean[] {true, false}, 7, 2)).containsExactly(7, 1);
    assertThat(mended(codec, 1, new boolean[] {false, true}, 7, 2)[1]).isEqualTo(2);
    assertThat(mended(codec, 1, new boolean[] {true, true}, 7, 2)).containsExactly(7, 2);
  }

  /** The first month is given, and the weekday was drawn: the day moves, and both stay. */
  @Test
  void drawnLevelsStayBesideGivenOnes() {
    long[] days = LongStream.range(0, DAYS).toArray();
    long[] months = Arrays.stream(days).map(RuleMendTest::month).toArray();
    long[] weekdays = Arrays.stream(days).map(day -> day % 7).toArray();
    RowRule rule =
        new DependencyRule(0, List.of(1, 2), days, COUNTS, new long[][] {months, weekdays});
    ColumnCodec weekday = level("weekday", "0", "1", "2", "3", "4", "5", "6");
    RowCodec codec =
        new RowCodec(
            Layout.COLUMNS,
            "",
            List.of(number("day", days), level("month", "1", "2"), weekday),
            List.of(rule));

    for (int drawn = 0; drawn < 7; drawn++) {
      int[] row = mended(codec, drawn, new boolean[] {false, true, false}, 9, 1, drawn);
      assertThat(row[0] % 7).isEqualTo(drawn);
      assertThat(row).endsWith(1, drawn);
    }
  }

  private static RowCodec sums() {
    RowRule rule = new SumRule(0, List.of(1, 2), List.of(1, -1), 5, List.of(0, 0, 0));
    List<ColumnCodec> columns =
        List.of(number("t", 0, 40, 90), number("a", 10, 50, 100), level("b", "0", "20"));
    return new RowCodec(Layout.COLUMNS, "", columns, List.of(rule));
  }

  @Test
  void theTotalIsWrittenAnew() {
    assertThat(mended(sums(), 1, null, 3, 47, 20)).containsExactly(32, 47, 20);
    assertThat(mended(sums(), 1, null, 32, 47, 20)).containsExactly(32, 47, 20);
  }

  /** 5 + 100 − 0 is above the greatest total, 90, and 5 + 10 − 20 below the least, 0. */
  @Test
  void partsChangeWhereTheTotalWouldLeaveItsRange() {
    assertThat(mended(sums(), 1, null, 3, 100, 0)).containsExactly(90, 85, 0);
    assertThat(mended(sums(), 1, null, 3, 10, 20)).containsExactly(0, 15, 20);
  }

  @Test
  void givenAmountsStay() {
    assertThat(mended(sums(), 1, new boolean[] {true, false, false}, 60, 47, 20))
        .containsExactly(60, 75, 20);
    assertThat(mended(sums(), 1, new boolean[] {true, true, false}, 80, 95, 0))
        .containsExactly(80, 95, 20);
    assertThat(mended(sums(), 1, new boolean[] {true, true, true}, 60, 47, 20))
        .containsExactly(60, 47, 20);
    assertThat(mended(sums(), 1, new boolean[] {true, true, false}, 60, 47, 20))
        .containsExactly(60, 47, 20);
  }

  /** 0.5 units cannot be added to a whole number: the tax changes, and 12.3 − 2 is its 10.3. */
  @Test
  void wholeNumbersStayWhole() {
    NumberLine cents = new NumberLine("decimal(9,1)");
    long[] keys = {0, 95, 200};
    ColumnCodec tax =
        new SpreadCodec(
            "tax",
            "decimal(9,1)",
            List.of(),
            false,
            new double[0],
            GridMap.of(cents, keys, ones(keys.length)));
    RowRule rule = new SumRule(2, List.of(0, 1), List.of(1, 1), 0, List.of(1, 0, 1));
    ColumnCodec gross =
        new SpreadCodec(
            "gross",
            "decimal(9,1)",
            List.of(),
            false,
            new double[0],
            GridMap.of(cents, new long[] {0, 123}, ones(2)));
    RowCodec codec =
        new RowCodec(Layout.COLUMNS, "", List.of(number("net", 2, 9), tax, gross), List.of(rule));
    InternalRow row =
        new SpecificInternalRow(
            new StructType()
                .add("net", "int")
                .add("tax", "decimal(9,1)")
                .add("gross", "decimal(9,1)"));
    row.setInt(0, 9);
    row.setDecimal(1, Decimal.apply("9.5"), 9);
    row.setDecimal(2, Decimal.apply("3.0"), 9);

    new RowWriter(codec).mend(new float[codec.width()], 0, 1, row, 0, null);

    double sum = row.getInt(0) + row.getDecimal(1, 9, 1).toDouble();
    assertThat(row.getDecimal(2, 9, 1).toDouble()).isEqualTo(12.3).isEqualTo(sum);
  }

  /** Levels p3, p4, ... share a code. Those of region 1 come as often as they do in the table. */
  @Test
  void pooledLevelsAreDrawnAmongThoseThatFit() {
    Map<UTF8String, Long> counted = new HashMap<>();
    int levels = 13;
    for (int level = 0; level < levels; level++) {
      counted.put(UTF8String.fromString("p" + (char) ('a' + level)), 100L - 7L * level);
    }
    TextLevels texts = TextLevels.of(counted);
    long[] counts = IntStream.range(0, levels).mapToLong(texts::count).toArray();
    long[] regions = IntStream.range(0, levels).mapToLong(level -> 1 + level % 2).toArray();
    RowRule rule =
        new DependencyRule(
            0, List.of(1), LongStream.range(0, levels).toArray(), counts, new long[][] {regions});
    ColumnCodec town = new CategoryCodec("town", "string", false, 0, 3, texts);
    RowCodec codec =
        new RowCodec(Layout.COLUMNS, "", List.of(town, level("region", "1", "2")), List.of(rule));
    RowWriter writer = new RowWriter(codec);
    InternalRow row =
        new SpecificInternalRow(new StructType().add("town", "string").add("region", "int"));
    double[] found = new double[levels];
    for (int i = 0; i < ROWS; i++) {
      float[] stored = {3, 1}; // some pooled town, in region 2
      writer.write(stored, 0, i, row, 0);
      writer.mend(stored, 0, i, row, 0, null);
      assertThat(row.getInt(1)).isEqualTo(2);
      found[texts.indexOf(row.getUTF8String(0))]++;
    }
    double all = IntStream.range(3, levels).filter(l -> l % 2 == 1).mapToLong(l -> counts[l]).sum();
    for (int level = 0; level < levels; level++) {
      double expected = level >= 3 && level % 2 == 1 ? ROWS * counts[level] / all : 0;
      assertThat(found[level]).isCloseTo(expected, within(4.5 * Math.sqrt(expected)));
    }
  }
}
