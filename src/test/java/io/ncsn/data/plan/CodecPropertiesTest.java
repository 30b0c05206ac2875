package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.KnotMap;
import io.ncsn.data.codec.LevelLines;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.data.codec.TextLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** What goes through a codec comes back, for every type of column. */
class CodecPropertiesTest {
  /** Types, and a cell of each for a whole number. */
  private static final Map<String, Function<Integer, Object>> TYPES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("tinyint", i -> (byte) (int) i),
              Map.entry("smallint", i -> (short) (i * 31)),
              Map.entry("int", i -> i * 1_000_003),
              Map.entry("bigint", i -> i * 0x10_0000_0000_0001L),
              Map.entry("float", i -> i / 8f + 0.1f * (i % 3)),
              Map.entry("double", i -> i * 0.01 + 1e-9 * (i % 5)),
              Map.entry("decimal(7,2)", i -> Decimal.apply((long) i, 7, 2)),
              Map.entry(
                  "decimal(30,4)",
                  i -> Decimal.apply(new java.math.BigDecimal(i).movePointRight(9).setScale(4))),
              Map.entry("boolean", i -> i % 2 == 0),
              Map.entry("date", i -> i * 7),
              Map.entry("timestamp", i -> i * 3_600_000_000L),
              Map.entry("timestamp_ntz", i -> i * 61_000_001L),
              Map.entry("string", i -> UTF8String.fromString("\n\\é\uD83D\uDE00 " + i))));

  @Property(seed = "70101", tries = 400)
  void everyCellComesBack(
      @ForAll @IntRange(min = 0, max = 12) int typeIndex,
      @ForAll @Size(min = 1, max = 300) List<@IntRange(min = -128, max = 127) Integer> numbers,
      @ForAll @IntRange(min = 0, max = 5) int nulls) {
    String name = List.copyOf(TYPES.keySet()).get(typeIndex);
    List<Object> values = new ArrayList<>();
    numbers.forEach(i -> values.add(TYPES.get(name).apply(i)));
    values.addAll(Collections.nCopies(nulls, null));
    Cells cells = new Cells(DataType.fromDDL(name), values);
    ColumnPlan plan = cells.plan(PlanOptions.DEFAULT);
    if (plan.kind() == ColumnKind.ID) {
      return; // sequences come back as others
    }
    assertThat(plan.codec().type()).isEqualTo(name);
    assertThat(cells.through(plan.codec())).as(plan.toString()).isEqualTo(values);
    ColumnCodec read = CodecFiles.read(CodecFiles.of(Cells.rowOf(plan.codec()))).columns().get(0);
    assertThat(cells.through(read)).as(plan.toString()).isEqualTo(values);
  }

  /** Each number of a grid gets as many of uniform values as it had rows. */
  @Property(seed = "70102", tries = 100)
  void gridsKeepFrequencies(
      @ForAll @Size(min = 30, max = 500) List<@IntRange(min = 0, max = 99) Integer> numbers) {
    Cells cells = new Cells(DataType.fromDDL("int"), numbers);
    ColumnPlan plan = cells.plan(new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 2, 0, 1000, 256));
    if (!(plan.codec() instanceof SpreadCodec)) {
      return;
    }
    int count = 100 * numbers.size();
    List<Object> drawn = Cells.written(plan.codec(), uniforms(count));
    Map<Object, Long> real =
        numbers.stream().collect(Collectors.groupingBy(i -> i, Collectors.counting()));
    Map<Object, Long> sampled =
        drawn.stream().collect(Collectors.groupingBy(i -> i, Collectors.counting()));
    assertThat(sampled.keySet()).isEqualTo(real.keySet());
    real.forEach(
        (number, rows) -> assertThat(sampled.get(number)).isCloseTo(100 * rows, within(2L)));
  }

  private static List<float[]> uniforms(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> (float) ((i + 0.5) / count))
        .map(u -> Cells.row(u, u))
        .toList();
  }

  /** Cents, of which some stand in many rows, through knots. */
  @Property(seed = "70103", tries = 20)
  void knotsKeepTheDistribution(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 20_011; i++) {
      double amount = Math.exp(3 + 1.5 * random.nextGaussian());
      values.add(
          Math.rint(100 * (random.nextInt(9) == 0 ? 10 + 5 * random.nextInt(3) : amount)) / 100);
    }
    Cells cells = new Cells(DataType.fromDDL("double"), values);
    ColumnPlan plan =
        cells.plan(new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 2, 20, 1000, 256));
    SpreadCodec codec = (SpreadCodec) plan.codec();
    assertThat(((KnotMap) codec.map()).knots().length).isBetween(990, 4030);
    double[] real = values.stream().mapToDouble(v -> (double) v).sorted().toArray();
    double[] drawn =
        Cells.written(codec, uniforms(real.length)).stream()
            .mapToDouble(v -> (double) v)
            .sorted()
            .toArray();
    assertThat(distance(real, drawn)).as("seed %d", seed).isLessThan(0.002);
    for (double frequent : new double[] {10, 15, 20}) {
      double inRows = Arrays.stream(real).filter(x -> x == frequent).count();
      double inDrawn = Arrays.stream(drawn).filter(x -> x == frequent).count();
      assertThat(inDrawn).as("%s, seed %d", frequent, seed).isCloseTo(inRows, within(3.0));
    }
    assertThat(drawn[0]).isGreaterThanOrEqualTo(real[0]);
    assertThat(drawn[drawn.length - 1]).isLessThanOrEqualTo(real[real.length - 1]);
    for (double number : drawn) {
      assertThat(Math.rint(number * 100) / 100).isEqualTo(number);
    }
  }

  /**
   * Amounts of which some stand in a few rows, and a tail in which each number is many times the
   * next.
   */
  @Property(seed = "70104", tries = 20)
  void knotsKeepRepeatedNumbers(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 7001; i++) {
      values.add((int) Math.min(1e9, 1000 * Math.pow(1 - random.nextDouble(), -1.3)));
    }
    for (int i = 0; i < 61 * 7; i++) {
      values.add(500 + i % 61 * 1001);
    }
    Cells cells = new Cells(DataType.fromDDL("int"), values);
    SpreadCodec codec =
        (SpreadCodec)
            cells.plan(new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 2, 20, 1000, 256)).codec();
    int[] real = values.stream().mapToInt(v -> (int) v).sorted().toArray();
    int[] drawn =
        Cells.written(codec, uniforms(real.length)).stream()
            .mapToInt(v -> (int) v)
            .sorted()
            .toArray();
    for (int i = 0; i < 61; i++) {
      int number = 500 + i * 1001;
      assertThat(Arrays.stream(drawn).filter(x -> x == number).count())
          .as("%d, seed %d", number, seed)
          .isCloseTo(Arrays.stream(real).filter(x -> x == number).count(), within(2L));
    }
  }

  /** A tail in which each number is many times the next, of a thousandth of the rows. */
  @Property(seed = "70105", tries = 5)
  void knotsKeepLongTails(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
    Random random = new Random(seed);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 150_001; i++) {
      values.add(Math.pow(1 - random.nextDouble(), -1.3));
    }
    Cells cells = new Cells(DataType.fromDDL("double"), values);
    SpreadCodec codec =
        (SpreadCodec)
            cells.plan(new PlanOptions(Map.of(), Nulls.MODEL, Map.of(), 2, 20, 1000, 256)).codec();
    double[] real = values.stream().mapToDouble(v -> (double) v).sorted().toArray();
    double[] drawn =
        Cells.written(codec, uniforms(real.length)).stream()
            .mapToDouble(v -> (double) v)
            .sorted()
            .toArray();
    for (int fromEnd : new int[] {17, 33, 65, 127}) {
      int near = 2 + fromEnd / 8;
      assertThat(drawn[drawn.length - fromEnd])
          .as("%d rows from the end, seed %d", fromEnd, seed)
          .isBetween(real[real.length - fromEnd - near], real[real.length - fromEnd + near]);
    }
  }

  /** Kolmogorov and Smirnov's, of sorted samples of equal size. */
  private static double distance(double[] a, double[] b) {
    double greatest = 0;
    for (double x : a) {
      greatest = Math.max(greatest, Math.abs(notAbove(a, x) - notAbove(b, x)));
    }
    return greatest;
  }

  private static double notAbove(double[] sorted, double x) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (double) low / sorted.length;
  }

  @Property(seed = "70104", tries = 300)
  void countsDoNotDependOnTheOrder(
      @ForAll @Size(min = 1, max = 400) List<Long> keys,
      @ForAll @IntRange(min = 2, max = 40) int most,
      @ForAll int seed) {
    KeyCounts whole = new KeyCounts(most);
    keys.forEach(whole::add);
    List<Long> shuffled = new ArrayList<>(keys);
    Random random = new Random(seed);
    Collections.shuffle(shuffled, random);
    KeyCounts[] parts = {new KeyCounts(most), new KeyCounts(most), new KeyCounts(most)};
    shuffled.forEach(key -> parts[random.nextInt(3)].add(key));
    KeyCounts merged = parts[1].merge(parts[2].merge(parts[0]));
    assertThat(merged.buckets()).isEqualTo(whole.buckets());
    assertThat(whole.buckets().length).isLessThanOrEqualTo(most);
    assertThat(Arrays.stream(whole.buckets()).mapToLong(KeyCounts.Bucket::count).sum())
        .isEqualTo(keys.size());
    if (keys.stream().distinct().count() <= most) {
      assertThat(whole.isExact()).isTrue();
    }
  }

  @Property(seed = "70105", tries = 200)
  void levelsOfAnyBytesComeBackFromLines(
      @ForAll @Size(max = 30) List<@Size(max = 9) List<Byte>> texts) {
    Map<UTF8String, Long> counts = new HashMap<>();
    for (List<Byte> text : texts) {
      byte[] bytes = new byte[text.size()];
      Arrays.setAll(new Object[bytes.length], i -> bytes[i] = text.get(i));
      counts.merge(UTF8String.fromBytes(bytes), 1L, Long::sum);
    }
    TextLevels levels = LevelLines.read(LevelLines.write(TextLevels.of(counts)));
    assertThat(levels.size()).isEqualTo(counts.size());
    counts.forEach(
        (text, count) -> {
          int level = levels.indexOf(text);
          assertThat(levels.text(level)).isEqualTo(text);
          assertThat(levels.count(level)).isEqualTo(count);
        });
    assertThat(levels.indexOf(UTF8String.fromString("none of them"))).isEqualTo(-1);
  }
}
