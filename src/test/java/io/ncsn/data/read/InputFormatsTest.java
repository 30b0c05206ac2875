package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.data.codec.DecodedRows;
import io.ncsn.data.codec.SampleColumns;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Shard;
import io.ncsn.data.shard.Tables;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputFormatsTest {
  @TempDir Path directory;

  @Test
  void readsTheSameShardsFromEveryFormat() {
    Dataset<Row> table = Tables.frame(Tables.rows(400)).select("n", "x", "y").coalesce(1);
    table.write().parquet(path("t.parquet"));
    table.write().option("header", true).csv(path("t.csv"));
    table.write().json(path("t.json"));
    table.write().orc(path("t.orc"));
    table.write().option("header", true).option("compression", "gzip").csv(path("t.csv.gz"));
    List<Object> expected = Tables.bits(prepare(TestSettings.of(path("t.parquet"))));
    for (String name : List.of("t.csv", "t.json", "t.orc", "t.csv.gz")) {
      PreparedTable found = prepare(TestSettings.of(path(name)));
      assertThat(Tables.bits(found)).as(name).isEqualTo(expected);
      assertThat(found.schema().columns())
          .containsExactly(
              new TableSchema.Column("n", "int"),
              new TableSchema.Column("x", "double"),
              new TableSchema.Column("y", "double"));
    }
  }

  @Test
  void readsVectorsDenseAndSparseAndArraysAsColumns() {
    Dataset<Row> table = Tables.frame(Tables.rows(300));
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "n"})
            .setOutputCol("v")
            .transform(table.withColumn("x", functions.expr("if(n > 4, 0, x)")));
    vectors
        .withColumn("a", functions.expr("array(x, n)"))
        .select("v", "a", "x", "n")
        .write()
        .parquet(path("v.parquet"));
    List<List<Double>> expected =
        rows(prepare(TestSettings.of(path("v.parquet")).columns("x", "n")));
    PreparedTable vector = prepare(TestSettings.of(path("v.parquet")).features("v"));
    PreparedTable array = prepare(TestSettings.of(path("v.parquet")).features("A"));
    assertThat(rows(vector)).isEqualTo(expected);
    assertThat(rows(array)).isEqualTo(expected);
    assertThat(vector.schema().layout()).isEqualTo(Layout.VECTOR);
    assertThat(vector.schema().columns())
        .extracting(TableSchema.Column::name)
        .containsExactly("v[0]", "v[1]");
    assertThat(array.schema().layout()).isEqualTo(Layout.ARRAY);
  }

  @ParameterizedTest
  @CsvSource({"7, int", "3000000000, bigint", "0.5, double", "100000000000000000, double"})
  void givesTheArraysOfJsonOneTypeThatHoldsAllPositions(BigDecimal last, String type)
      throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String cell = i % 2 == 0 ? last.toPlainString() : "2";
      lines.add("{\"v\":[" + i + "," + cell + "]}");
    }
    Path json = Files.write(directory.resolve("arrays.json"), lines);
    PreparedTable table = prepare(TestSettings.of(json).features("v").holdout(0));
    assertThat(table.schema().columns())
        .containsExactly(
            new TableSchema.Column("v[0]", type), new TableSchema.Column("v[1]", type));
    Shard shard = table.train().first();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shard.rows(); i++) {
      rows.add(DecodedRows.of(table.schema(), table.scaler(), i, shard.floats(), 2 * i));
    }
    List<Row> written =
        LocalSpark.session()
            .createDataFrame(rows, SampleColumns.schema(table.codec(), "sample_id"))
            .collectAsList();
    for (Row row : written) {
      List<Number> decoded = row.getList(1);
      long first = Math.round(decoded.get(0).doubleValue());
      double second = first % 2 == 0 ? last.doubleValue() : 2;
      assertThat(decoded.get(1).doubleValue())
          .isEqualTo(second, within(1e-6 * last.doubleValue() + 1e-6));
    }
  }

  @Test
  void takesIntegersFloatsAndDecimalsAsNumbersButNotBooleansAndDates() {
    LocalSpark.session()
        .sql(
            "select tinyint(id) b, smallint(id) s, int(id) i, id l, float(id) f, double(id) d,"
                + " cast(id / 4 as decimal(7,2)) m, id > 3 flag, date'2020-01-01' day,"
                + " string(id) text, id as `odd.name` from range(20)")
        .write()
        .parquet(path("types.parquet"));
    PreparedTable table = prepare(TestSettings.of(path("types.parquet")).exclude("L"));
    assertThat(table.schema().columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly(
            "b tinyint",
            "s smallint",
            "i int",
            "f float",
            "d double",
            "m decimal(7,2)",
            "odd.name bigint");
    assertThat(table.scaler().mean()[6]).isEqualTo(4 * table.scaler().mean()[5]);
  }

  @ParameterizedTest
  @CsvSource({
    "runs.tsv.d/table.csv, 44",
    "a.tsv-copy.csv, 44",
    "table.TSV, 9",
    "runs.csv/table.tsv, 9",
    "table.tsv.gz, 9"
  })
  void findsTheSeparatorByTheEndingOfTheFilesName(String name, int separator) throws Exception {
    String lines = "a,b\n1,2\n2,3\n4,5\n5,1\n".replace(',', (char) separator);
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    OutputStream out = Files.newOutputStream(file);
    try (OutputStream text = name.endsWith(".gz") ? new GZIPOutputStream(out) : out) {
      text.write(lines.getBytes(StandardCharsets.US_ASCII));
    }
    assertThat(prepare(TestSettings.of(file).holdout(0)).schema().columns())
        .extracting(TableSchema.Column::name)
        .containsExactly("a", "b");
  }

  @Test
  void aQuoteInQuotesIsWrittenTwice() throws Exception {
    Path file = directory.resolve("quotes.csv");
    Files.writeString(file, "\"a \"\"x\"\", y\",b\n\"1.5\",\"2\"\n\"2.5\",\"3\"\n\"4.5\",\"7\"\n");
    PreparedTable table = prepare(TestSettings.of(file).holdout(0));
    assertThat(table.schema().columns())
        .containsExactly(
            new TableSchema.Column("a \"x\", y", "double"), new TableSchema.Column("b", "int"));
    assertThat(table.scaler().mean()[1]).isEqualTo(4);
  }

  @Test
  void aLineIsMalformedWhicheverColumnsAreRead() throws Exception {
    Path file = directory.resolve("ragged.csv");
    Files.writeString(file, "age,height,name\n30,1.7,Ann\n40,1.8\n20,1.9,Dan,7\n50,1.6,Eve\n");
    PreparedTable table =
        prepare(TestSettings.of(file).columns("age", "height").holdout(0).badRows(BadRows.DROP));
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.badRows().total()).isEqualTo(2);
  }

  @Test
  void readsAWideTable() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 12; row++) {
      StringBuilder line = new StringBuilder(row == 0 ? "c0" : row + "");
      for (int c = 1; c < 1000; c++) {
        line.append(',').append(row == 0 ? "c" + c : (row * c) % 7);
      }
      lines.add(line.toString());
    }
    Path csv = Files.write(directory.resolve("wide.csv"), lines);
    PreparedTable table = prepare(TestSettings.of(csv).holdout(0));
    assertThat(table.schema().dimension()).isEqualTo(1000);
    assertThat(table.rows()).isEqualTo(11);
    assertThat(table.scaler().mean()[0]).isEqualTo(6);
  }

  private List<List<Double>> rows(PreparedTable table) {
    return Tables.values(table, table.train().collect());
  }

  private PreparedTable prepare(TestSettings settings) {
    return Tables.prepare(settings.build(), directory.resolve("work" + System.nanoTime()));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
