package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.ColumnBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRowPolicyTest {
  private static final List<String> BAD =
      List.of("nan,1", "1,inf", ",5", "6,", "1e300,2", "three,3", "4", "5,6,7");
  private static final Map<BadRowReason, Long> COUNTS =
      Map.of(
          BadRowReason.NAN, 1L,
          BadRowReason.INFINITE, 1L,
          BadRowReason.NULL, 2L,
          BadRowReason.OVERFLOW, 1L,
          BadRowReason.TEXT, 1L,
          BadRowReason.MALFORMED, 2L);

  @TempDir Path directory;

  @Test
  void dropsBadRowsAndCountsThemByReason() throws Exception {
    PreparedTable table = prepare(table(BAD), BadRows.DROP);
    assertThat(table.rows() + table.holdoutRows()).isEqualTo(100);
    assertThat(table.badRows().counts()).isEqualTo(new TreeMap<>(COUNTS));
    assertThat(table.badRows().total()).isEqualTo(8);
    assertThat(table.badRows().summary())
        .isEqualTo("8 bad rows (2 null, 1 NaN, 1 infinite, 1 text, 1 overflow, 2 malformed line)");
    assertThat(table.badRows().examples()).hasSize(5).doesNotHaveDuplicates();
    assertThat(Tables.bits(table)).isEqualTo(Tables.bits(prepare(table(List.of()), BadRows.FAIL)));
  }

  @Test
  void keepsBadRowsInQuarantine() throws Exception {
    PreparedTable table = prepare(table(BAD), BadRows.QUARANTINE);
    assertThat(table.badRows().total()).isEqualTo(8);
    Map<String, Long> kept = new TreeMap<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet rows =
            duck.createStatement()
                .executeQuery(
                    "select bad_row_reason, a, b, malformed_line from '"
                        + directory.resolve("QUARANTINE8/quarantine")
                        + "/*.parquet'")) {
      while (rows.next()) {
        kept.merge(rows.getString(1), 1L, Long::sum);
        switch (rows.getString(1)) {
          case "text" -> assertThat(rows.getString(2)).isEqualTo("three");
          case "infinite" -> assertThat(rows.getString(3)).isEqualTo("inf");
          case "malformed line" -> assertThat(rows.getString(4)).isIn("4", "5,6,7");
          default -> assertThat(rows.getString(4)).isNull();
        }
      }
    }
    Map<String, Long> expected = new TreeMap<>();
    COUNTS.forEach((reason, count) -> expected.put(reason.label(), count));
    assertThat(kept).isEqualTo(expected);
  }

  @Test
  void countsHeldOutRowsThatScalingTakesBeyondFloat32() throws Exception {
    RowHash hash = new RowHash(42, 0.5);
    List<String> lines = new ArrayList<>(List.of("a"));
    double far = 1e30;
    while (!hash.isHeldOut(hashOf(hash, far))) {
      far *= 1.5;
    }
    for (int i = 0; i < 40; i++) {
      lines.add("1e-20".replace("1e", i + "e"));
    }
    lines.add(Double.toString(far));
    Path input = Files.write(directory.resolve("far.csv"), lines);
    PreparedTable table =
        Tables.prepare(
            TestSettings.of(input).holdout(0.5).badRows(BadRows.DROP).build(),
            directory.resolve("w"));
    assertThat(table.badRows().counts()).isEqualTo(Map.of(BadRowReason.OVERFLOW, 1L));
    assertThat(table.rows() + table.holdoutRows()).isEqualTo(40);
    PreparedTable unscaled =
        Tables.prepare(
            TestSettings.of(input).holdout(0.5).scale(Scale.NONE).build(), directory.resolve("n"));
    assertThat(unscaled.badRows().total()).isZero();
  }

  private static long hashOf(RowHash hash, double value) {
    ColumnBlock block = new ColumnBlock(1);
    block.add(new double[] {value});
    long[] hashes = new long[1];
    hash.of(block, hashes);
    return hashes[0];
  }

  private Path table(List<String> bad) throws Exception {
    List<String> lines = new ArrayList<>(List.of("a,b"));
    for (int i = 0; i < 100; i++) {
      lines.add(i * 0.5 + "," + i * i);
      lines.addAll(i == 50 ? bad : List.of());
    }
    return Files.write(directory.resolve(bad.size() + ".csv"), lines);
  }

  private PreparedTable prepare(Path input, BadRows policy) throws Exception {
    int bad = Files.readAllLines(input).size() - 101;
    return Tables.prepare(
        TestSettings.of(input).badRows(policy).build(), directory.resolve(policy + "" + bad));
  }
}
