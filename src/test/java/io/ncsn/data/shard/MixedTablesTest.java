package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.channels.ChannelLayout;
import io.ncsn.channels.RowExpander;
import io.ncsn.config.CellSettings;
import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.read.ModelTable;
import io.ncsn.noise.Purpose;
import io.ncsn.noise.Streams;
import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of all kinds of columns, from files to shards and back. */
class MixedTablesTest {
  private static final int ROWS = 997;

  @TempDir Path directory;

  /** Lines of text with an id, whole numbers, zeros and cents, levels with holes, and days. */
  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String amount = i % 4 == 0 ? "0" : "%d.%02d".formatted(i * i % 211, i % 100);
      String grade = i % 9 == 0 ? "" : "grade " + i % 5;
      lines.add(
          "%d,%d,%s,%s,2024-%02d-%02d"
              .formatted(i + 1, i * 37 % 61, amount, grade, 1 + i % 12, 1 + i % 28));
    }
    return lines;
  }

  private DataSettings settings(Path file) {
    return TestSettings.of(file).scale(Scale.QUANTILE).build();
  }

  private PreparedTable prepare(List<String> lines, String name) throws IOException {
    List<String> all = new ArrayList<>(List.of("number,age,amount,grade,day"));
    all.addAll(lines);
    Path file = Files.write(directory.resolve(name + ".csv"), all);
    return prepare(file, name);
  }

  private PreparedTable prepare(Path file, String name) {
    return TablePreparer.prepare(
        LocalSpark.session(), settings(file), 2, directory.resolve(name).toString());
  }

  @Test
  void everyRowIsInTheShardsAsItWas() throws IOException {
    List<String> lines = lines();
    Collections.shuffle(lines, new Random(5));
    PreparedTable table = prepare(lines, "mixed");
    RowCodec codec = table.codec();
    assertThat(SampleColumns.schema(codec, "sample_id").toDDL())
        .isEqualTo(
            "sample_id BIGINT NOT NULL,number INT NOT NULL,age INT NOT NULL,amount DOUBLE NOT NULL,"
                + "grade STRING,day DATE NOT NULL");
    List<String> written = new ArrayList<>();
    for (List<Shard> side : List.of(table.train().collect(), table.holdout().collect())) {
      side.forEach(shard -> written.addAll(written(shard, codec)));
    }
    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            lines().stream().map(MixedTablesTest::withoutNumber).toList());
    assertThat(table.rows() + table.holdoutRows()).isEqualTo(ROWS);
  }

  /** Shards of decoded rows tell on which side a row belongs; the lines tell what it says. */
  @Test
  void realRowsArePartedAsTheShardsAreAndSayWhatTheLinesSay() throws IOException {
    PreparedTable table = prepare(lines(), "mixed");
    DataSettings settings = settings(directory.resolve("mixed.csv"));
    try (RealRows real = RealRows.of(LocalSpark.session(), settings, table.codec())) {
      assertThat(real.training().schema().toDDL())
          .isEqualTo("age DOUBLE,amount DOUBLE,grade STRING,day DOUBLE");
      assertThat(said(real.holdout()))
          .containsExactlyInAnyOrderElementsOf(
              table.holdout().collect().stream()
                  .flatMap(shard -> written(shard, table.codec()).stream())
                  .toList())
          .hasSizeBetween(ROWS / 20, ROWS / 5);
      List<String> all = said(real.training());
      all.addAll(said(real.holdout()));
      assertThat(all)
          .containsExactlyInAnyOrderElementsOf(
              lines().stream().map(MixedTablesTest::withoutNumber).toList());
    }
  }

  private static List<String> said(Dataset<Row> rows) {
    List<String> said = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      LocalDate day = LocalDate.ofEpochDay((long) row.getDouble(3));
      said.add("%.0f,%s,%s,%s".formatted(row.getDouble(0), row.get(1), row.get(2), day));
    }
    return said;
  }

  /** The same cells from a table that says what type they are of, and from lines of text. */
  @ParameterizedTest
  @CsvSource({"parquet, STRING", "csv, INT"})
  void textStaysTextUnlessTheFormatHasNoTypes(String format, String type) {
    Path file = directory.resolve("table." + format);
    LocalSpark.session()
        .range(ROWS)
        .selectExpr(
            "cast(id % 97 * 3 as string) as n",
            "lpad(id % 89, 5, '0') as zip",
            "date_format(date_add(date '2020-01-01', cast(id % 53 as int)), 'dd/MM/yyyy') as day")
        .write()
        .option("header", true)
        .format(format)
        .save(file.toString());
    CellSettings cells =
        new CellSettings(
            Map.of(),
            CellSettings.Nulls.MODEL,
            Map.of(),
            List.of(),
            Optional.of("dd/MM/yyyy"),
            CellSettings.Rules.FOUND);

    PreparedTable table =
        TablePreparer.prepare(
            LocalSpark.session(),
            TestSettings.of(file).scale(Scale.QUANTILE).cells(cells).build(),
            2,
            directory.resolve("work").toString());

    assertThat(SampleColumns.schema(table.codec(), "sample_id").toDDL())
        .isEqualTo(
            "sample_id BIGINT NOT NULL,n %s NOT NULL,zip STRING NOT NULL,day DATE NOT NULL"
                .formatted(type));
  }

  /** The id is not kept. */
  private static String withoutNumber(String line) {
    String[] cells = line.split(",", -1);
    return "%s,%s,%s,%s"
        .formatted(
            cells[1], Double.parseDouble(cells[2]), cells[3].isEmpty() ? null : cells[3], cells[4]);
  }

  private static List<String> written(Shard shard, RowCodec codec) {
    assertThat(shard.dimension()).isEqualTo(codec.width());
    StructType type = SampleColumns.schema(codec, "sample_id");
    RowWriter writer = new RowWriter(codec);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < shard.rows(); i++) {
      SpecificInternalRow row = new SpecificInternalRow(type);
      writer.write(shard.floats(), i * codec.width(), i, row, 1);
      Row cells = (Row) CatalystTypeConverters.createToScalaConverter(type).apply(row);
      assertThat(cells.getInt(1)).isEqualTo(ROWS + 1 + i); // a number that no line has
      rows.add("%s,%s,%s,%s".formatted(cells.get(2), cells.get(3), cells.get(4), cells.get(5)));
    }
    return rows;
  }

  @Test
  void shardsAreTakenAgainAndDoNotDependOnTheOrderOfRows() throws IOException {
    PreparedTable table = prepare(lines(), "mixed");
    PreparedTable again = prepare(directory.resolve("mixed.csv"), "mixed");
    List<String> shuffled = lines();
    Collections.shuffle(shuffled, new Random(7));
    PreparedTable other = prepare(shuffled, "other");
    assertThat(again.fingerprint()).isEqualTo(table.fingerprint());
    assertThat(other.fingerprint()).isEqualTo(table.fingerprint());
    assertThat(again.plan().orElseThrow()).hasToString(table.plan().orElseThrow().toString());
    assertThat(other.train().first().floats()).isEqualTo(table.train().first().floats());
  }

  @Test
  void shardsExpandToChannels() throws IOException {
    PreparedTable table = prepare(lines(), "mixed");
    ChannelLayout layout = table.codec().channels();
    assertThat(layout.storedWidth()).isEqualTo(table.codec().width());
    Shard shard = table.train().first();
    float[] channels = new float[shard.rows() * layout.channelWidth()];
    float[] mask = new float[shard.rows() * layout.columns()];
    new RowExpander(layout)
        .expand(
            shard.floats(), shard.rows(), Streams.of(1, Purpose.TRAINING_NOISE), channels, mask);
    for (float channel : channels) {
      assertThat(channel).isFinite();
    }
  }

  /** Rows to score are read by the codec that read the training rows. */
  @Test
  void otherTablesAreReadByTheSameCodec() throws IOException {
    PreparedTable table = prepare(lines(), "mixed");
    Dataset<Row> others =
        LocalSpark.session()
            .sql(
                "select 1L number, 37 age, 0D amount, cast(null as string) grade, date'2024-02-02' day"
                    + " union all select 2L, 37, 0D, 'grade 9', date'2024-02-02'");
    List<Row> read = ModelTable.of(others, table.codec(), List.of("AGE")).collectAsList();
    List<Double> values = read.get(0).getList(1);
    assertThat(values).hasSize(table.codec().width()).doesNotContain(Double.NaN);
    assertThat(values.get(values.size() - 3)).isEqualTo(5); // null is the last of six levels
    assertThat(read.get(1).<Double>getList(1).get(values.size() - 3)).isNaN();
    List<Row> holes =
        ModelTable.of(others, table.codec().withUnknownNulls(), List.of()).collectAsList();
    assertThat(holes.get(0).<Double>getList(0).get(values.size() - 3)).isNaN();
  }

  @Test
  void badCellsAreBadRows() throws IOException {
    List<String> lines = lines();
    lines.set(3, "4,x,1.00,grade 1,2024-01-01");
    lines.set(7, "8,1,NaN,grade 1,2024-01-01");
    assertThatThrownBy(() -> prepare(lines, "bad"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found 2 bad rows (1 NaN, 1 text), need none");
  }

  @Test
  void aTableOfNothingToModelIsRefused() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      lines.add((i + 1) + ",1,2,x,");
    }
    assertThatThrownBy(() -> prepare(lines, "nothing"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all 5 columns are constant or ids, need one that varies");
  }
}
