package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import io.ncsn.waves.WavePace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completed rows of a table whose conditional distributions are known. */
class ImputationTest {
  private static final int ROWS = 1201;
  private static final double MODEL_ERROR = 0.025;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = KnownJoint.trained(folder.resolve("trained").toString());
  }

  /** Rows with holes, a column that the model lacks, other types, and numbers beyond its range. */
  private static Dataset<Row> holes(int partitions) {
    return KnownJoint.table(ROWS, partitions)
        .selectExpr(
            "cast(id as decimal(20,0)) as key",
            "if(id % 3 = 0 or a is null, null, a) as A",
            "cast(if(id % 5 = 1, null, if(id % 7 = 2, 1e6 + id / 3, n)) as float) as n",
            "named_struct('deep', array(id, null)) as other",
            "if(id % 2 = 0, null, b) as b",
            "if(id % 4 = 1, null, c) as c");
  }

  @Test
  void knownCellsStayToTheBitAndEmptyOnesAreFilled() {
    Dataset<Row> filled = impute(holes(3));

    assertThat(filled.schema().treeString()).isEqualTo(holes(3).schema().treeString());
    List<Row> before = holes(3).collectAsList();
    List<Row> after = filled.collectAsList();
    assertThat(after).hasSize(ROWS);
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < filled.columns().length; j++) {
        Object known = before.get(i).get(j);
        assertThat(after.get(i).get(j)).as("row %d, column %d", i, j).isNotNull();
        if (known != null) {
          assertThat(after.get(i).get(j)).isEqualTo(known);
        }
      }
    }
    assertThat(filled.filter("a not in ('x', 'y') or b not in ('u', 'v')").count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "b = 'v', a, a = 'x', 0.237288",
    "a = 'x', b, b = 'u', 0.9",
    "a = 'y', b, b = 'u', 0.25"
  })
  void filledCellsHaveTheKnownConditionalFrequencies(
      String given, String column, String asked, double share) {
    Dataset<Row> rows = KnownJoint.table(3 * ROWS, 2).filter(given);

    Dataset<Row> filled = impute(rows, "impute.mask=" + column + ",n");

    double count = filled.count();
    assertThat(count).isEqualTo(rows.count());
    assertThat(filled.filter(given).count()).isEqualTo(rows.count());
    assertThat(filled.filter(asked).count() / count)
        .isCloseTo(share, within(3 * Math.sqrt(share * (1 - share) / count) + MODEL_ERROR));
  }

  @Test
  void severalDrawsAreNumberedAndAPointIsTheirMiddle() {
    List<Row> draws = impute(holes(2).limit(101), "impute.draws=3").collectAsList();

    assertThat(draws).hasSize(303);
    assertThat(draws.stream().limit(5).map(row -> row.getInt(6))).containsExactly(0, 1, 2, 0, 1);
    List<Row> points =
        impute(holes(2).limit(101), "impute.draws=3", "impute.point=true").collectAsList();
    for (int i = 0; i < points.size(); i++) {
      float[] sorted = new float[3];
      for (int draw = 0; draw < 3; draw++) {
        sorted[draw] = draws.get(3 * i + draw).getFloat(2);
      }
      Arrays.sort(sorted);
      assertThat(points.get(i).getFloat(2)).isEqualTo(sorted[1]);
    }
  }

  @Test
  void theSameRowsComeOfAnyPartitionsAndOfFiles() {
    List<String> rows = impute(holes(1), "impute.draws=2").toJSON().collectAsList();

    assertThat(impute(holes(5), "impute.draws=2").toJSON().collectAsList()).isEqualTo(rows);
    String output = folder.resolve("imputed").toString();
    WavePace pace = new WavePace(0);
    imputer("impute.draws=2").write(holes(4), output, pace);
    assertThat(imputer("impute.draws=2").write(holes(4), output, pace).rows()).isEqualTo(2 * ROWS);
    assertThat(LocalSpark.session().read().parquet(output).toJSON().collectAsList())
        .containsExactlyInAnyOrderElementsOf(rows);
    assertThatThrownBy(() -> imputer("impute.draws=3").write(holes(4), output, pace))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("begun with impute.draws = 2");
  }

  @Test
  void rowsAreDrawnGivenTheRowsOfATable() {
    Dataset<Row> given =
        KnownJoint.table(ROWS, 3)
            .selectExpr("if(id % 2 = 0, 'y', 'x') as a", "id as key", "cast(n as float) as N");

    Settings all = KnownJoint.settings("impute.draws=2", "sample.where.c=true").settings();
    Dataset<Row> samples =
        model.givenSampler(all.impute(), all.sample()).rows(given.drop("N")).cache();

    assertThat(samples.columns())
        .containsExactly("sample_id", "given_row", "a", "b", "n", "c", "key");
    assertThat(samples.count()).isEqualTo(2 * ROWS);
    assertThat(
            samples
                .filter(
                    "c and key = given_row and given_row = sample_id div 2 and a = if(key % 2 = 0, 'y', 'x')")
                .count())
        .isEqualTo(2 * ROWS);
    assertThat(samples.select("sample_id").distinct().count()).isEqualTo(2 * ROWS);
    double count = ROWS;
    assertThat(samples.filter("a = 'y' and b = 'u'").count() / count)
        .isCloseTo(0.25, within(3 * Math.sqrt(.25 * .75 / count) + MODEL_ERROR));
    assertThatThrownBy(
            () ->
                model
                    .givenSampler(all.impute(), all.sample())
                    .rows(given.selectExpr("a", "false as c")))
        .hasMessageContaining("Cannot give column 'c' by sample.where and by the table of --given");
    Settings plain = KnownJoint.settings().settings();
    assertThat(
            model
                .givenSampler(plain.impute(), plain.sample())
                .rows(given)
                .join(given.withColumnRenamed("N", "m"), "key")
                .filter("n <=> cast(m as double)")
                .count())
        .isEqualTo(ROWS);
  }

  @Test
  void levelsThatTrainingLackedAreRefusedOrStay() {
    Dataset<Row> odd = holes(2).selectExpr("if(n > 2, 'zzz', A) as a", "n", "b", "c");

    assertThatThrownBy(() -> impute(odd))
        .hasMessageContaining("'zzz' in column 'a' (unseen level)")
        .hasMessageContaining("--unseen null or pool");
    for (String way : List.of("null", "pool")) {
      assertThat(impute(odd, "impute.unseen=" + way).filter("a = 'zzz'").count())
          .isEqualTo(odd.filter("a = 'zzz'").count());
    }
  }

  /** As text, 10 is before 9. */
  @Test
  void thePointOfNumbersInTextIsTheirMiddle() {
    Dataset<Row> numbers = holes(2).limit(101).selectExpr("A", "cast(n as double) as n", "b", "c");
    Dataset<Row> texts = numbers.withColumn("n", numbers.col("n").cast("string"));

    List<Row> points = impute(texts, "impute.draws=5", "impute.point=true").collectAsList();

    assertThat(points)
        .extracting(row -> Double.parseDouble(row.getString(1)))
        .isEqualTo(
            impute(numbers, "impute.draws=5", "impute.point=true").collectAsList().stream()
                .map(row -> row.getDouble(1))
                .toList());
  }

  private static Dataset<Row> impute(Dataset<Row> table, String... settings) {
    return imputer(settings).rows(table);
  }

  private static ModelImputer imputer(String... settings) {
    Settings all = KnownJoint.settings(settings).settings();
    return model.imputer(all.impute(), all.sample());
  }
}
