package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.DataSettings.BadRows;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.data.shard.Tables;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A column that nobody wants, or that cannot be read, does not stop a table. */
class UnwantedColumnsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void leavesOutColumnsThatHoldNothing(String format) {
    LocalSpark.session()
        .sql(
            "select id x, cast(null as int) remark, double('nan') reading,"
                + " if(id % 2 = 0, null, double('nan')) either from range(41)")
        .write()
        .format(format)
        .save(path("t." + format));
    assertThat(names(prepare(TestSettings.of(path("t." + format))))).containsExactly("x");
  }

  @Test
  void keepsAColumnThatIsFilledFarDown() {
    LocalSpark.session()
        .range(0, 20011, 1, 1)
        .selectExpr("id x", "if(id = 20000, 1.5, double('nan')) y")
        .write()
        .parquet(path("t.parquet"));
    assertThatThrownBy(() -> prepare(TestSettings.of(path("t.parquet"))))
        .hasMessageContaining("20010 bad rows")
        .hasMessageContaining("leave out column 'y' by data.exclude")
        .hasMessageNotContaining("drop");
    assertThat(names(prepare(TestSettings.of(path("t.parquet")).exclude("y"))))
        .containsExactly("x");
  }

  @ParameterizedTest
  @CsvSource({
    "int, double, double",
    "int, bigint, bigint",
    "float, double, double",
    "'decimal(6,2)', 'decimal(8,4)', 'decimal(8,4)'",
    "tinyint, smallint, smallint",
    "bigint, float, double"
  })
  void widensNumbersWhereFilesDiffer(String first, String second, String both) {
    write("1", "select cast(id as " + first + ") x, id y from range(20)");
    write("2", "select cast(id / 2 as " + second + ") x, id y from range(20)");
    PreparedTable table = prepare(TestSettings.of(directory).holdout(0));
    assertThat(table.schema().columns().get(0)).isEqualTo(new TableSchema.Column("x", both));
    assertThat(table.rows()).isEqualTo(40);
    boolean whole = List.of("bigint", "smallint").contains(both);
    // 0 to 19, and their halves, cut off where the type is whole
    double mean = whole ? (190 + 90) / 40.0 : (190 + 95) / 40.0;
    assertThat(table.scaler().mean()[0]).isEqualTo(mean, within(1e-9));
  }

  @Test
  void namesColumnFilesAndTypesThatDoNotGoTogether() {
    write("1", "select id x, id y from range(20)");
    write("2", "select string(id) x, id y from range(20)");
    assertThatThrownBy(() -> prepare(TestSettings.of(directory)))
        .hasMessageContaining("column 'x'")
        .hasMessageContaining("it is bigint in part-")
        .hasMessageContaining("and string in part-");
    assertThat(names(prepare(TestSettings.of(directory).exclude("X")))).containsExactly("y");
    assertThat(names(prepare(TestSettings.of(directory).columns("Y")))).containsExactly("y");
  }

  @Test
  void readsUnsignedNumbersAndDrawsNoNegativeOnes() throws Exception {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
      duck.createStatement()
          .execute(
              "copy (select (18446744073709551615 - i)::ubigint u64, (4294967295 - i)::uinteger u32,"
                  + " (255 - i)::utinyint u8, i::integer i32 from range(100) r(i)) to '"
                  + path("u.parquet")
                  + "' (format parquet)");
    }
    PreparedTable table = prepare(TestSettings.of(path("u.parquet")).holdout(0));
    assertThat(table.scaler().mean()[0]).isEqualTo(0x1p64, within(0x1p12));
    assertThat(table.scaler().mean()[1]).isEqualTo(4294967295.0 - 49.5);
    assertThat(table.scaler().mean()[2]).isEqualTo(255 - 49.5);
    assertThat(table.schema().columns())
        .extracting(TableSchema.Column::holdsNoNegatives)
        .containsExactly(true, true, true, false);
  }

  /** The file, written by pyarrow, has a float16 column "half", which makes Spark's reader fail. */
  @Test
  void leavesOutAColumnOfATypeThatSparksReaderDoesNotKnow() throws Exception {
    Path odd = Files.createDirectories(directory.resolve("t/[a] b%20#"));
    try (InputStream file = getClass().getResourceAsStream("float16.parquet")) {
      Files.copy(file, odd.resolve("1.parquet"));
    }
    PreparedTable table = prepare(TestSettings.of(directory.resolve("t")).holdout(0));
    assertThat(names(table)).isNotEmpty().doesNotContain("half");
    assertThat(table.read().rows()).containsOnlyKeys("file:" + odd.resolve("1.parquet"));
    assertThat(table.read().rows().values()).containsExactly(table.rows());
    assertThat(names(prepare(TestSettings.of(directory.resolve("t")).exclude("half"))))
        .isEqualTo(names(table));
    assertThatThrownBy(() -> prepare(TestSettings.of(directory.resolve("t")).columns("half")))
        .hasMessageContaining("column 'half': found binary");
  }

  @Test
  void leavesOutTheIndexOfPandasUnlessItIsNamed() {
    write("1", "select id x, id __index_level_0__ from range(20)");
    assertThat(names(prepare(TestSettings.of(directory)))).containsExactly("x");
    assertThat(names(prepare(TestSettings.of(directory).columns("x", "__index_level_0__"))))
        .containsExactly("x", "__index_level_0__");
  }

  @ParameterizedTest
  @CsvSource({"';', semicolons", "|, pipes"})
  void namesTheSeparatorThatWouldFit(String separator, String name) throws Exception {
    List<String> lines = new ArrayList<>(List.of("a" + separator + "b" + separator));
    for (int i = 0; i < 20; i++) {
      lines.add(i + ",5" + separator + "1" + separator);
    }
    Path file = Files.write(directory.resolve("t.csv"), lines);
    for (BadRows policy : BadRows.values()) {
      assertThatThrownBy(() -> prepare(TestSettings.of(file).badRows(policy)))
          .hasMessageContaining("stand between " + name)
          .hasMessageContaining("decimal commas ('0,5')");
    }
  }

  @Test
  void saysThatNumbersHaveDecimalCommas() throws Exception {
    Path file = Files.write(directory.resolve("t.csv"), List.of("a", "\"1,5\"", "\"2,5\""));
    assertThatThrownBy(() -> prepare(TestSettings.of(file)))
        .hasMessageContaining("decimal commas, such as '1,5'");
  }

  @Test
  void readsQuotesAfterBackslashesAsSparkWritesThem() {
    LocalSpark.session()
        .sql(
            "select id, concat('wanted \"blue, large\" ones ', id) text, id * 0.5 weight from range(30)")
        .coalesce(1)
        .write()
        .option("header", true)
        .csv(path("t.csv"));
    PreparedTable table = prepare(TestSettings.of(path("t.csv")).holdout(0));
    assertThat(table.rows()).isEqualTo(30);
    assertThat(names(table)).containsExactly("id", "weight");
    assertThat(table.scaler().mean()[1]).isEqualTo(7.25);
  }

  private void write(String name, String query) {
    LocalSpark.session().sql(query).coalesce(1).write().parquet(path(name + ".parquet"));
  }

  private static List<String> names(PreparedTable table) {
    return table.schema().columns().stream().map(TableSchema.Column::name).toList();
  }

  private PreparedTable prepare(TestSettings settings) {
    return Tables.prepare(settings.build(), directory.resolve("_work" + System.nanoTime()));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }
}
