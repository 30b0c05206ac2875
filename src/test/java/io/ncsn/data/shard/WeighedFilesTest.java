package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of text whose rows count by weights, and the bad rows among them. */
class WeighedFilesTest {
  @TempDir Path directory;

  private PreparedTable prepare(String name, TestSettings settings) {
    return TablePreparer.prepare(
        LocalSpark.session(), settings.build(), 2, directory.resolve(name).toString());
  }

  private TestSettings csv(String name, String header, int rows, IntFunction<String> row)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(header));
    IntStream.range(0, rows).mapToObj(row).forEach(lines::add);
    return TestSettings.of(Files.write(directory.resolve(name + ".csv"), lines)).weight("w");
  }

  @Test
  void filesAreCountedAndBadLinesStay() throws IOException {
    TestSettings settings =
        csv(
            "lines",
            "x,kind,w",
            301,
            i ->
                i == 300
                    ? "1,2,3,4"
                    : "%d,%s,%s"
                        .formatted(i % 5, i % 2 == 0 ? "p" : "q", i % 5 == 0 ? ".5" : "1.5"));

    PreparedTable table =
        prepare("lines", settings.weight("W").scale(Scale.QUANTILE).badRows(BadRows.QUARANTINE));

    assertThat(table.badRows().counts()).isEqualTo(Map.of(BadRowReason.MALFORMED, 1L));
    assertThat(table.read().rows().values()).containsExactly(301L);
    assertThat(table.rows() + table.holdoutRows()).isBetween(295L, 305L);
    assertThat(table.weights().orElseThrow().rows()).isEqualTo(300);
    assertThat(table.schema().columns()).hasSize(2);
  }

  /** A key of the cells' texts would round other rows up. */
  @Test
  void theSpellingOfNumbersChangesNothing() throws IOException {
    PreparedTable plain =
        prepare(
            "plain",
            csv("plain", "x,y,w", 407, i -> "%d.5,%d.25,%d".formatted(i, -i % 7, i % 3 + 1)));
    PreparedTable long_ =
        prepare(
            "long",
            csv(
                "long",
                "x,y,w",
                407,
                i -> "+%d.500, %d.25e0,%d.0".formatted(i, -i % 7, i % 3 + 1)));

    assertThat(Tables.bits(long_)).isEqualTo(Tables.bits(plain));
    assertThat(plain.weights().orElseThrow().effectiveRows()).isLessThan(406);
  }

  @Test
  void badRowsCountOnceWhateverTheirWeightsAre() throws IOException {
    TestSettings settings =
        csv(
            "bad",
            "x,y,w",
            203,
            i ->
                i % 20 == 7
                    ? "word %d,1,5".formatted(i / 40)
                    : "%d,%d,%d".formatted(i, i % 9, i % 2));
    settings.badRows(BadRows.QUARANTINE).columns("x", "y");

    PreparedTable table = prepare("bad", settings);

    // 7, 27 … 187, in pairs of equal rows
    assertThat(table.badRows().counts()).isEqualTo(Map.of(BadRowReason.TEXT, 10L));
    assertThat(table.badRows().examples()).hasSize(5);
    assertThat(
            LocalSpark.session()
                .read()
                .parquet(directory.resolve("bad/quarantine").toString())
                .groupBy("x")
                .count()
                .collectAsList())
        .hasSize(5)
        .allSatisfy(row -> assertThat(row.getLong(1)).isEqualTo(2));
  }

  @Test
  void badRowsOfWeight0AreNotLookedAt() throws IOException {
    TestSettings settings =
        csv("none", "x,y,w", 61, i -> i % 4 == 1 ? "?,1,0" : "%d,%d,%d".formatted(i, i % 9, i % 3));

    PreparedTable table = prepare("none", settings.columns("x", "y"));

    assertThat(table.badRows().total()).isZero();
  }
}
