package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.TablePreparer;
import io.ncsn.data.shard.Tables;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables read in batches of columns give what the same tables give when they are read as rows. */
class ColumnBatchesTest {
  private static final String[] COLUMNS = {"d", "b", "s", "i", "l", "f"};

  @TempDir Path directory;

  @Test
  void findsTheSameRowsGoodAndBadAsByRows() {
    Path input = table();
    DataSettings settings = TestSettings.of(input).columns(COLUMNS).badRows(BadRows.DROP).build();
    assertThat(ColumnBatches.of(plan(LocalSpark.session(), input))).isPresent();
    assertThat(ColumnBatches.of(plan(byRows(), input))).isEmpty();
    PreparedTable batches = prepare(LocalSpark.session(), settings, "batches");
    PreparedTable rows = prepare(byRows(), settings, "rows");
    assertThat(batches.badRows().counts())
        .isEqualTo(
            Map.of(
                BadRowReason.NULL, 10L,
                BadRowReason.NAN, 10L,
                BadRowReason.INFINITE, 10L,
                BadRowReason.OVERFLOW, 10L));
    assertThat(batches.badRows()).isEqualTo(rows.badRows());
    assertThat(Tables.bits(batches)).isEqualTo(Tables.bits(rows));
  }

  @Test
  void readsTypesThatAreNoArraysByRows() {
    Path input = table();
    DataSettings settings = TestSettings.of(input).columns("i", "m").badRows(BadRows.DROP).build();
    assertThat(Tables.bits(prepare(LocalSpark.session(), settings, "batches")))
        .isEqualTo(Tables.bits(prepare(byRows(), settings, "rows")));
  }

  /** 10,000 rows, of which every 1,000th is bad in four ways; −0 among the good ones. */
  private Path table() {
    Path input = directory.resolve("types.parquet");
    LocalSpark.session()
        .range(0, 10_000, 1, 2)
        .selectExpr(
            "cast(id % 100 as byte) b",
            "cast(id % 1000 as short) s",
            "if(id % 1000 = 1, null, cast(id as int)) i",
            "id * 1000000007 l",
            "cast(case id % 1000 when 2 then double('nan') when 3 then double('-inf') else id / 3 end as float) f",
            "case id % 1000 when 4 then 1e39 when 5 then -0D else sin(id) end d",
            "cast(id / 7 as decimal(20, 5)) m")
        .write()
        .parquet(input.toString());
    return input;
  }

  private static SparkPlan plan(SparkSession session, Path input) {
    return session
        .read()
        .parquet(input.toString())
        .select("d", "b", "s")
        .queryExecution()
        .executedPlan();
  }

  private static SparkSession byRows() {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.parquet.enableVectorizedReader", false);
    return session;
  }

  private PreparedTable prepare(SparkSession session, DataSettings settings, String name) {
    return TablePreparer.prepare(session, settings, 2, directory.resolve(name).toString());
  }
}
