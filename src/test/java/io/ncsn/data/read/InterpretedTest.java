package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Format;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterpretedTest {
  private static final String SWITCH = "spark.sql.codegen.wholeStage";

  /** As Spark writes a stage that becomes code. */
  private static final String CODE = "*(1)";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "parquet", "orc"})
  void rowsOfASmallTableAreTheSameToTheBit(String format) {
    Path input = directory.resolve("table." + format);
    LocalSpark.session()
        .range(0, 997, 1, 3)
        .selectExpr(
            "nullif(id, 7) as id",
            "'row ' || id as name",
            "case when id % 13 = 0 then null else exp(id / 3.0 - 150) end as height")
        .write()
        .format(format)
        .option("header", true)
        .save(input.toString());

    Dataset<Row> usual = ModelTable.open(LocalSpark.session(), settings(input), codec(), kept());
    Dataset<Row> alone =
        ModelTable.openAlone(LocalSpark.session(), settings(input), codec(), kept());

    assertThat(words(alone)).hasSize(997).isEqualTo(words(usual));
    assertThat(alone.schema()).isEqualTo(usual.schema());
    assertThat(hashes(alone)).isEqualTo(hashes(usual));
    assertThat(alone.sparkSession().conf().get(SWITCH)).isEqualTo("false");
    assertThat(usual.sparkSession().conf().get(SWITCH)).isEqualTo("true");
  }

  /** Rows in words, which tell all numbers apart, as NaN in an array equals nothing. */
  private static List<String> words(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  /** Each row's hash by which an interrupted job knows its table again. */
  private static List<Row> hashes(Dataset<Row> rows) {
    return rows.selectExpr("xxhash64(*)").collectAsList();
  }

  @Test
  void onlySmallFilesHaveNoCode() {
    assertThat(plan(Format.CSV, Interpreted.FEW_BYTES - 5, 5)).doesNotContain(CODE);
    assertThat(plan(Format.CSV, Interpreted.FEW_BYTES - 5, 6)).contains(CODE);
    assertThat(plan(Format.IMAGE, 5)).contains(CODE);
    assertThat(plan(Format.AUTO)).contains(CODE);
  }

  private static String plan(Format format, long... lengths) {
    List<FileStatus> files =
        Arrays.stream(lengths)
            .mapToObj(length -> new FileStatus(length, false, 1, 1, 1, null))
            .toList();
    Dataset<Row> table = LocalSpark.session().range(11).where("id > 3").toDF();
    SourceTable source = new SourceTable("a table", table, format, ColumnNotes.NONE, files);
    return Interpreted.ifSmall(source).table().queryExecution().executedPlan().toString();
  }

  @Test
  void theSessionsSettingsStay() {
    SparkSession reader = StableOrder.session(LocalSpark.session());

    SparkSession interpreted = Interpreted.session(reader);

    assertThat(interpreted.conf().get("spark.sql.files.maxPartitionBytes")).isEqualTo("32m");
    assertThat(reader.conf().get(SWITCH)).isEqualTo("true");
  }

  private static DataSettings settings(Path input) {
    return TestSettings.of(input).build();
  }

  private static List<String> kept() {
    return List.of("name", "height");
  }

  private static RowCodec codec() {
    return RowCodec.of(
        new TableSchema(
            Layout.COLUMNS, "", List.of(new Column("id", "int"), new Column("height", "double"))),
        new Scaler(new double[2], new double[] {1, 1}));
  }
}
