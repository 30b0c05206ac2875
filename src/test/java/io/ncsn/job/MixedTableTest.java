package io.ncsn.job;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of columns of many kinds, trained and sampled by the calls of the library. */
class MixedTableTest {
  @TempDir private static Path folder;
  private static final SparkSession SPARK = LocalSpark.session();
  private static Dataset<Row> table;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    table = MixedTable.table();
    model = Training.of(MixedTable.settings()).on(table, path("trained")).model();
  }

  @Test
  void samplesHaveTheTablesColumnsTypesLevelsAndRanges() {
    Dataset<Row> samples = MixedTable.rows(model, "sample.partitions=2");

    assertThat(samples.count()).isEqualTo(1201);
    assertThat(Stream.of(samples.drop("sample_id").schema().fields()).map(StructField::dataType))
        .containsExactlyElementsOf(
            Stream.of(table.schema().fields()).map(StructField::dataType).toList());
    samples.createOrReplaceTempView("samples");
    table.createOrReplaceTempView("real");
    for (String column : List.of("text", "yes", "cents", "day", "often_zero", "constant")) {
      assertThat(
              SPARK
                  .sql(
                      "select distinct %1$s from samples where %1$s is not null except select %1$s from real"
                          .formatted(column))
                  .collectAsList())
          .as(column)
          .isEmpty();
    }
    Row found =
        SPARK
            .sql(
                "select count(*), count(text), count(number), min(number) >= (select min(number) from real),"
                    + " max(number) <= (select max(number) from real) from samples")
            .first();
    assertThat(found.getLong(1)).isBetween(1L, found.getLong(0) - 1);
    assertThat(found.getLong(2)).isBetween(1L, found.getLong(0) - 1);
    assertThat(found.getBoolean(3)).isTrue();
    assertThat(found.getBoolean(4)).isTrue();
  }

  @Test
  void aTableWithoutCategoriesIsModelled() {
    Dataset<Row> numbers =
        SPARK.range(0, 1009, 1, 2).selectExpr("sin(id) * 40 as x", "cos(id / 7.0) as y");
    TrainedModel trained = Training.of(MixedTable.settings()).on(numbers, path("numbers")).model();
    assertThat(
            trained
                .sampler(MixedTable.settings("sample.count=67").settings().sample())
                .rows()
                .collectAsList())
        .hasSize(67)
        .allSatisfy(row -> assertThat(row.getDouble(1)).isBetween(-40.0, 40.0));
  }

  @Test
  void aTargetThatIsNoColumnIsRefusedBeforeTraining() {
    assertThatThrownBy(
            () ->
                Training.of(ShortTraining.settings("data.scale=quantile", "evaluate.target=dya"))
                    .on(table, path("mistaken")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot predict column 'dya' (evaluate.target): it is none of the columns that the model draws; did you mean 'day'?");
    assertThat(folder.resolve("mistaken/model")).doesNotExist();
  }

  /** A sample that carries a person's key could be joined to that person's rows. */
  @Test
  void samplesHaveIdsOfTheirOwn() {
    Dataset<Row> samples = MixedTable.rows(model, "sample.partitions=2");
    for (String id : List.of("sequence", "key", "digest", "formless")) {
      assertThat(samples.select(id).distinct().count()).as(id).isEqualTo(1201);
      assertThat(samples.select(id).intersect(table.select(id)).count()).as(id).isZero();
    }
    assertThat(samples.orderBy("sample_id").select("sequence", "key").first())
        .isEqualTo(RowFactory.create(2010L, "P02003"));
  }

  @Test
  void theSameRowsComeFromAnyPartitionsAndFromTheModelsDirectory() {
    List<String> rows = MixedTable.sorted(MixedTable.rows(model, "sample.partitions=1"));

    TrainedModel read =
        TrainedModel.open(SPARK, path("trained/model"), MixedTable.settings().settings().network());

    assertThat(MixedTable.sorted(MixedTable.rows(read, "sample.partitions=3"))).isEqualTo(rows);
  }

  /**
   * A row's chain follows from its noise alone, so the ends are the seeds' first samples. Ids
   * follow from a row's number.
   */
  @Test
  void rowsBetweenTwoSeedsEndInTheirSamples() {
    String[] ends = {"sample.interpolate=[3, 8]", "sample.partitions=1"};
    List<Row> way = ordered(MixedTable.rows(model, ends));
    ends[1] = "sample.partitions=3";
    assertThat(ordered(MixedTable.rows(model, ends))).isEqualTo(way);
    assertThat(way).hasSize(1201);
    assertThat(way.get(0).<Double>getAs("interpolation")).isZero();
    assertThat(way.get(1200).<Double>getAs("interpolation")).isEqualTo(1);
    assertSame(way.get(0), ordered(MixedTable.rows(model, "sample.seed=3")).get(0));
    assertSame(way.get(1200), ordered(MixedTable.rows(model, "sample.seed=8")).get(0));
    assertThat(way.get(0).getString(1) + way.get(0).get(5))
        .isNotEqualTo(way.get(1200).getString(1) + way.get(1200).get(5));
  }

  private static void assertSame(Row end, Row sample) {
    for (String column : List.of("text", "yes", "often_zero", "cents", "day")) {
      assertThat((Object) end.getAs(column)).as(column).isEqualTo(sample.getAs(column));
    }
    Double number = sample.getAs("number");
    if (number == null) {
      assertThat((Object) end.getAs("number")).isNull();
    } else {
      assertThat(end.<Double>getAs("number")).isCloseTo(number, within(1e-2));
    }
  }

  private static List<Row> ordered(Dataset<Row> rows) {
    return rows.orderBy("sample_id").collectAsList();
  }

  @Test
  void anotherOrderOfRowsGivesTheSameParameters() {
    TrainedModel other =
        Training.of(MixedTable.settings()).on(table.repartition(5), path("reordered")).model();

    assertThat(other.checkpoint().samplingParameters())
        .isEqualTo(model.checkpoint().samplingParameters());
    assertThat(MixedTable.calibration(other)).isEqualTo(MixedTable.calibration(model));
  }

  @Test
  void latentCodesOfMixedTablesAreRefusedByName() {
    assertThatThrownBy(
            () -> model.columns().code("z", MixedTable.settings().settings().likelihood()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Cannot find latent codes of a model of a mixed table");
  }

  @Test
  void scoresHaveANumberForEachChannel() {
    ModelScores scores = model.scores(MixedTable.settings().settings().score());

    assertThat(scores.channels())
        .hasSize(model.description().codec().channels().channelWidth())
        .startsWith("text = a", "text = b")
        .contains("text = null", "often_zero = regular", "often_zero = 0", "often_zero", "number")
        .doesNotContain("constant", "sequence");
    Dataset<Row> odd = table.limit(101).withColumn("text", when(expr("yes"), "zz").otherwise("a"));
    assertThat(scores.sigma()).isEqualTo(0.5);
    assertThat(
            scores
                .rows(odd, List.of("yes"))
                .where(
                    "if(yes, score is null, size(score) = %d and score_norm > 0)"
                        .formatted(scores.channels().size()))
                .count())
        .isEqualTo(101);
  }

  @Test
  void settingsOfNumericTablesAreRefusedByName() {
    for (String setting : List.of("train.objective=sliced", "network.architecture=residual")) {
      assertThatThrownBy(() -> Training.of(MixedTable.settings(setting)).on(table, path("refused")))
          .as(setting)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("data.scale = quantile")
          .hasMessageContaining(setting.replace('=', ' '));
    }
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
