package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.DataSettings.Scale;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that say themselves which rows are held out. */
class HoldoutColumnTest {
  private static final int ROWS = 1203;

  @TempDir Path directory;

  /** Every seventh row is held out; neighbours have the same x, on both sides of the split. */
  private static Dataset<Row> table() {
    return LocalSpark.session()
        .range(0, ROWS, 1, 5)
        .selectExpr("double(id div 3) as x", "id % 5 as n", "id % 7 = 0 as `test rows`");
  }

  private static TestSettings settings() {
    return TestSettings.of("").holdoutColumn("Test Rows");
  }

  private PreparedTable prepare(Dataset<Row> table, TestSettings settings, String name) {
    return TablePreparer.prepare(
        table, settings.build(), 2, List.of(), directory.resolve(name).toString());
  }

  private static List<String> rows(PreparedTable table, JavaRDD<Shard> side) {
    return Tables.values(table, side.collect()).stream()
        .map(row -> Math.round(row.get(0)) + " " + Math.round(row.get(1)))
        .toList();
  }

  private static List<String> expected(boolean heldOut) {
    return IntStream.range(0, ROWS)
        .filter(i -> (i % 7 == 0) == heldOut)
        .mapToObj(i -> i / 3 + " " + i % 5)
        .toList();
  }

  private static void requireSides(PreparedTable table) {
    assertThat(table.schema().columns()).hasSize(2);
    assertThat(rows(table, table.holdout())).containsExactlyInAnyOrderElementsOf(expected(true));
    assertThat(rows(table, table.train())).containsExactlyInAnyOrderElementsOf(expected(false));
  }

  @Test
  void theRowsThatAreTrueAreHeldOut() {
    PreparedTable table = prepare(table(), settings(), "rows");
    requireSides(table);
    assertThat(Tables.bits(prepare(table().repartition(3), settings(), "cut")))
        .isEqualTo(Tables.bits(table));
  }

  /** Spark's vectorised reader hands over columns; text has the words. */
  @Test
  void filesOfColumnsAndOfTextSayItToo() throws Exception {
    Path parquet = directory.resolve("table.parquet");
    table().repartition(2).write().parquet(parquet.toString());
    TestSettings ofParquet = TestSettings.of(parquet).holdoutColumn("test rows");
    PreparedTable columns = Tables.prepare(ofParquet.build(), directory.resolve("columns"));
    requireSides(columns);
    assertThat(columns.read().rows().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(ROWS);
    List<String> lines = new ArrayList<>(List.of("x,n,side"));
    IntStream.range(0, ROWS)
        .mapToObj(i -> "%d,%d,%s".formatted(i / 3, i % 5, i % 7 == 0 ? " TRUE" : "false"))
        .forEach(lines::add);
    Path csv = Files.write(directory.resolve("table.csv"), lines);
    TestSettings ofText = TestSettings.of(csv).holdoutColumn("side");
    requireSides(Tables.prepare(ofText.build(), directory.resolve("text")));
  }

  @Test
  void realRowsArePartedAlike() {
    PreparedTable table = prepare(table(), settings().scale(Scale.QUANTILE), "mixed");
    assertThat(table.holdoutRows()).isEqualTo(expected(true).size());
    try (RealRows real =
        RealRows.of(table(), settings().scale(Scale.QUANTILE).build(), table.codec())) {
      assertThat(said(real.holdout())).containsExactlyInAnyOrderElementsOf(expected(true));
      assertThat(said(real.training())).containsExactlyInAnyOrderElementsOf(expected(false));
    }
  }

  /** Five numbers are levels. */
  private static List<String> said(Dataset<Row> rows) {
    return rows.collectAsList().stream()
        .map(row -> Math.round(row.getDouble(0)) + " " + row.getString(1))
        .toList();
  }

  /** A resumed training must notice that other rows are held out. */
  @Test
  void otherSidesAreAnotherTable() {
    TestSettings unscaled = settings().scale(Scale.NONE); // else means of training rows tell it
    Dataset<Row> other = table().selectExpr("x", "n", "x = 2 or x = 5 as `test rows`");
    String one = prepare(other, unscaled, "one").fingerprint();
    Dataset<Row> another = table().selectExpr("x", "n", "x = 3 or x = 5 as `test rows`");
    assertThat(prepare(another, unscaled, "two").fingerprint()).isNotEqualTo(one);
  }

  /** Weights count held-out rows as they count the others. */
  @Test
  void weightsRepeatRowsOfBothSides() {
    Dataset<Row> table =
        table().selectExpr("x", "n", "`test rows`", "if(n < 2, 0, if(n = 2, 1, 2)) as weight");
    PreparedTable weighed = prepare(table, settings().weight("weight"), "weighed");
    // 0, 0, 1, 2, 2 in turn: mean 1, but for the last rows
    for (boolean heldOut : new boolean[] {true, false}) {
      double expected = expected(heldOut).stream().mapToLong(row -> weight(row)).sum();
      List<String> found = rows(weighed, heldOut ? weighed.holdout() : weighed.train());
      assertThat((double) found.size()).isCloseTo(expected, within(4 * Math.sqrt(ROWS) / 2));
      assertThat(found).isSubsetOf(expected(heldOut)).noneMatch(row -> weight(row) == 0);
    }
  }

  private static long weight(String row) {
    return List.of(0, 0, 1, 2, 2).get(Integer.parseInt(row.split(" ")[1]));
  }
}
