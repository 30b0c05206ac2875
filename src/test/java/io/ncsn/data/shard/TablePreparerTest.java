package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.DecodedRows;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.testing.LocalSpark;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TablePreparerTest {
  @TempDir Path directory;

  @Test
  void givesTheSameBitsForAnyOrderAndPartitioningOfTheInput() {
    List<Row> rows = Tables.rows(3000);
    List<List<Object>> bits = new ArrayList<>();
    for (int files : new int[] {1, 3, 7}) {
      Path input = directory.resolve("input" + files + ".parquet");
      Tables.frame(rows).repartition(files).write().parquet(input.toString());
      PreparedTable table =
          Tables.prepare(TestSettings.of(input).build(), directory.resolve("work" + files));
      bits.add(Tables.bits(table));
      Collections.shuffle(rows, new Random(files));
    }
    assertThat(bits.get(1)).as("seed " + Tables.SEED).isEqualTo(bits.get(0));
    assertThat(bits.get(2)).isEqualTo(bits.get(0));
  }

  @Test
  void givesOtherBitsForAnotherSeed() {
    Path input = parquet(500);
    PreparedTable one = Tables.prepare(TestSettings.of(input).build(), directory.resolve("1"));
    PreparedTable other =
        Tables.prepare(TestSettings.of(input).seed(43).build(), directory.resolve("2"));
    assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    assertThat(other.train().first().floats()).isNotEqualTo(one.train().first().floats());
  }

  @Test
  void putsEveryRowIntoOneShardOfOneSideAndTwinsOnTheSameSide() {
    List<Row> rows = Tables.rows(2000);
    PreparedTable table = Tables.prepare(TestSettings.of(parquet(2000)).build(), work());
    List<List<Double>> train = Tables.values(table, table.train().collect());
    List<List<Double>> holdout = Tables.values(table, table.holdout().collect());
    assertThat(table.rows()).isEqualTo(train.size());
    assertThat(table.holdoutRows()).isEqualTo(holdout.size()).isBetween(150L, 250L);
    assertThat(table.shardRows()).hasSize(4);
    assertThat(Arrays.stream(table.shardRows())).allMatch(size -> size >= 400 && size <= 500);
    List<Double> found = new ArrayList<>();
    train.forEach(row -> found.add(row.get(0)));
    holdout.forEach(row -> found.add(row.get(0)));
    Collections.sort(found);
    List<Double> expected = new ArrayList<>(rows.stream().map(row -> row.getDouble(0)).toList());
    Collections.sort(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(i), within(1e-6));
    }
    Set<List<Double>> both = new HashSet<>(train);
    both.retainAll(new HashSet<>(holdout));
    assertThat(both).isEmpty();
  }

  @Test
  void writesRowsOfMeanZeroAndDeviationOneAsDuckDbReadsThem() throws Exception {
    Path work = work();
    PreparedTable table = Tables.prepare(TestSettings.of(parquet(2000)).build(), work);
    double[] sums = new double[3];
    double[] squares = new double[3];
    Map<Integer, Integer> shardRows = new TreeMap<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet stored =
            duck.createStatement()
                .executeQuery(
                    "select shard, unit from '" + work.resolve("shards/*.parquet") + "'")) {
      while (stored.next()) {
        ByteBuffer unit =
            ByteBuffer.wrap(stored.getBlob(2).getBinaryStream().readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        shardRows.merge(stored.getInt(1), unit.remaining() / (3 * Float.BYTES), Integer::sum);
        for (int i = 0; unit.hasRemaining(); i++) {
          double value = unit.getFloat();
          sums[i % 3] += value;
          squares[i % 3] += value * value;
        }
      }
    }
    assertThat(shardRows.values())
        .containsExactlyElementsOf(Arrays.stream(table.shardRows()).boxed().toList());
    for (int c = 0; c < 3; c++) {
      assertThat(sums[c] / table.rows()).isEqualTo(0, within(1e-6));
      assertThat(squares[c] / table.rows()).isEqualTo(1, within(1e-6));
    }
  }

  @Test
  void scalesAllColumnsAlikeOrNotAtAllWhenAsked() {
    Path input = parquet(500);
    Scaler column = Tables.prepare(TestSettings.of(input).build(), directory.resolve("c")).scaler();
    Scaler global =
        Tables.prepare(TestSettings.of(input).scale(Scale.GLOBAL).build(), directory.resolve("g"))
            .scaler();
    Scaler none =
        Tables.prepare(TestSettings.of(input).scale(Scale.NONE).build(), directory.resolve("n"))
            .scaler();
    double sum = 0;
    for (double scale : column.scale()) {
      sum += scale * scale;
    }
    for (double scale : global.scale()) {
      assertThat(scale).isEqualTo(Math.sqrt(sum / 3), within(1e-12 * sum));
    }
    assertThat(global.mean()).isEqualTo(column.mean());
    assertThat(none.scale()).containsOnly(1.0);
    assertThat(none.mean()).containsOnly(0.0);
  }

  @Test
  void keepsAConstantColumnAndKnowsIt() throws Exception {
    List<String> lines = new ArrayList<>(List.of("x,c"));
    for (int i = 0; i < 50; i++) {
      lines.add(i + ",0.1");
    }
    Path input = Files.write(directory.resolve("constant.csv"), lines);
    for (Scale scale : EnumSet.complementOf(EnumSet.of(Scale.QUANTILE))) {
      PreparedTable table =
          Tables.prepare(
              TestSettings.of(input).scale(scale).build(), directory.resolve(scale.name()));
      assertThat(table.schema().columns())
          .extracting(TableSchema.Column::constant)
          .containsExactly(false, true);
      Row decoded = DecodedRows.of(table.schema(), table.scaler(), 0, new float[] {0.5f, 0.7f}, 0);
      assertThat(decoded.getDouble(2)).isEqualTo(0.1);
    }
  }

  @Test
  void servesShardsByPartitionAlsoWhenManyShareAFile() {
    Path input = parquet(3000);
    PreparedTable table = Tables.prepare(TestSettings.of(input).holdout(0.5).build(), work());
    assertThat(table.holdout().getNumPartitions())
        .isEqualTo((int) (table.holdoutRows() + 511) / 512);
    List<Shard> shards = table.holdout().collect();
    for (int i = 0; i < shards.size(); i++) {
      assertThat(shards.get(i).id()).isEqualTo(i);
      assertThat(shards.get(i).rows()).isLessThanOrEqualTo(512);
    }
    assertThat(
            directory.resolve("work/holdout").toFile().list((d, name) -> name.endsWith(".parquet")))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = BadRows.class,
      names = {"DROP", "QUARANTINE"})
  void doesNotBlameTheInputForWhatCannotBeWritten(BadRows policy) throws Exception {
    List<String> lines = new ArrayList<>(List.of("a,b", "x,1"));
    for (int i = 0; i < 50; i++) {
      lines.add(i + "," + i * i);
    }
    Path input = Files.write(directory.resolve("good.csv"), lines);
    SparkSession broken = LocalSpark.session().newSession();
    broken.conf().set("spark.sql.parquet.compression.codec", "lzo"); // Spark has no such codec
    Throwable thrown =
        catchThrowable(
            () ->
                TablePreparer.prepare(
                    broken,
                    TestSettings.of(input).badRows(policy).build(),
                    2,
                    directory.resolve("work").toString()));
    assertThat(thrown).isInstanceOf(SparkException.class);
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      assertThat(cause).isNotInstanceOf(DataException.class);
    }
  }

  private Path parquet(int rows) {
    Path input = directory.resolve("rows" + rows + ".parquet");
    Tables.frame(Tables.rows(rows)).write().parquet(input.toString());
    return input;
  }

  private Path work() {
    return directory.resolve("work");
  }
}
