package io.ncsn.job;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.CheckpointException;
import io.ncsn.checkpoint.ModelDirectory;
import io.ncsn.config.ConfigException;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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
  private static final List<String> SETTINGS =
      List.of(
          "data.scale=quantile",
          "data.seed=5",
          "network.hidden=19,13",
          "train.max-seconds=none",
          "train.max-rounds=2",
          "train.averaging-frequency=7",
          "train.replicas=2",
          "sample.count=1201",
          "sample.sampler=ode-heun",
          "sample.steps=7");

  @TempDir private static Path folder;
  private static final SparkSession SPARK = LocalSpark.session();
  private static Dataset<Row> table;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    table =
        SPARK
            .range(0, 2003, 1, 3)
            .selectExpr(
                "if(id % 11 = 0, null, array('a', 'b', 'ü, \"x\"')[cast(id % 3 as int)]) as text",
                "cast(id % 7 = 0 as boolean) as yes",
                "if(id % 3 = 0, 0, cast(id * 17 % 401 as int)) as often_zero",
                "cast(id % 997 / 100.0 as decimal(9,2)) as cents",
                "date_add(date '2019-02-27', cast(id * 7 % 1201 as int)) as day",
                "if(id % 5 = 0, null, sin(id) * 40) as number",
                "'same' as constant",
                "id + 7 as sequence",
                "format_string('P%05d', id) as key",
                "md5(cast(id as string)) as digest",
                "concat('row ', cast(id * id as string)) as formless");
    model = Training.of(settings()).on(table, path("trained")).model();
  }

  @Test
  void samplesHaveTheTablesColumnsTypesLevelsAndRanges() {
    Dataset<Row> samples = rows(model, "sample.partitions=2");

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
    TrainedModel trained = Training.of(settings()).on(numbers, path("numbers")).model();
    assertThat(
            trained.sampler(settings("sample.count=67").settings().sample()).rows().collectAsList())
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
    Dataset<Row> samples = rows(model, "sample.partitions=2");
    for (String id : List.of("sequence", "key", "digest", "formless")) {
      assertThat(samples.select(id).distinct().count()).as(id).isEqualTo(1201);
      assertThat(samples.select(id).intersect(table.select(id)).count()).as(id).isZero();
    }
    assertThat(samples.orderBy("sample_id").select("sequence", "key").first())
        .isEqualTo(RowFactory.create(2010L, "P02003"));
  }

  @Test
  void theSameRowsComeFromAnyPartitionsAndFromTheModelsDirectory() {
    List<String> rows = sorted(rows(model, "sample.partitions=1"));

    TrainedModel read =
        TrainedModel.open(SPARK, path("trained/model"), settings().settings().network());

    assertThat(sorted(rows(read, "sample.partitions=3"))).isEqualTo(rows);
  }

  /**
   * A row's chain follows from its noise alone, so the ends are the seeds' first samples. Ids
   * follow from a row's number.
   */
  @Test
  void rowsBetweenTwoSeedsEndInTheirSamples() {
    String[] ends = {"sample.interpolate=[3, 8]", "sample.partitions=1"};
    List<Row> way = ordered(rows(model, ends));
    ends[1] = "sample.partitions=3";
    assertThat(ordered(rows(model, ends))).isEqualTo(way);
    assertThat(way).hasSize(1201);
    assertThat(way.get(0).<Double>getAs("interpolation")).isZero();
    assertThat(way.get(1200).<Double>getAs("interpolation")).isEqualTo(1);
    assertSame(way.get(0), ordered(rows(model, "sample.seed=3")).get(0));
    assertSame(way.get(1200), ordered(rows(model, "sample.seed=8")).get(0));
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
        Training.of(settings()).on(table.repartition(5), path("reordered")).model();

    assertThat(other.checkpoint().samplingParameters())
        .isEqualTo(model.checkpoint().samplingParameters());
    assertThat(calibration(other)).isEqualTo(calibration(model));
  }

  @Test
  void aFinishedTrainingKeepsItsCalibration() {
    TrainedModel again = Training.of(settings()).on(table, path("trained")).model();

    assertThat(calibration(again)).isNotNull().isEqualTo(calibration(model));
  }

  @Test
  void samplesWithoutConditionsAreCalibratedAndOthersAreNot() {
    TrainedModel plain =
        Training.of(settings("train.calibration-rows=0")).on(table, path("plain")).model();

    assertThat(calibration(plain)).isNull();
    assertThat(plain.checkpoint().samplingParameters())
        .isEqualTo(model.checkpoint().samplingParameters());
    String condition = "sample.where.yes=true";
    assertThat(sorted(rows(plain, condition))).isEqualTo(sorted(rows(model, condition)));
    String none = "sample.partitions=2";
    assertThat(sorted(rows(plain, none))).isNotEqualTo(sorted(rows(model, none)));
  }

  /** The number that has no places is corrected in its own cells alone, at the last step. */
  @Test
  void tracesAreCalibratedAtTheirEndAlone() {
    TrainedModel plain =
        Training.of(settings("train.calibration-rows=0")).on(table, path("uncalibrated")).model();
    List<Row> calibrated = trace(model);
    List<Row> others = trace(plain);
    int last = calibrated.get(calibrated.size() - 1).getAs("trace_step");

    assertThat(calibrated.subList(0, 3)).isEqualTo(others.subList(0, 3)); // noise
    assertThat(calibrated.subList(3 * last, 3 * last + 3))
        .extracting(row -> (Object) row.getAs("number"))
        .isEqualTo(
            rows(model, "sample.count=3").orderBy("sample_id").collectAsList().stream()
                .map(row -> (Object) row.getAs("number"))
                .toList());
  }

  private List<Row> trace(TrainedModel of) {
    String place = path("trace-" + System.identityHashCode(of));
    of.sampler(settings("sample.trace=3").settings().sample()).writeTrace(place);
    return SPARK.read().parquet(place).orderBy("trace_step", "sample_id").collectAsList();
  }

  @Test
  void aCalibrationOfOtherColumnsIsRefused() {
    ModelDirectory directory = ModelDirectory.at(path("other"), new Configuration());
    directory.publish(model.checkpoint().with(Checkpoint.CALIBRATION, new float[7]));

    assertThatThrownBy(directory::read)
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "found a calibration of %d numbers, and a vector of 7", calibration(model).length);
  }

  private static float[] calibration(TrainedModel of) {
    return of.checkpoint().vectors().get(Checkpoint.CALIBRATION);
  }

  @Test
  void latentCodesOfMixedTablesAreRefusedByName() {
    assertThatThrownBy(() -> model.columns().code("z", settings().settings().likelihood()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Cannot find latent codes of a model of a mixed table");
  }

  @Test
  void scoresHaveANumberForEachChannel() {
    ModelScores scores = model.scores(settings().settings().score());

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
      assertThatThrownBy(() -> Training.of(settings(setting)).on(table, path("refused")))
          .as(setting)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("data.scale = quantile")
          .hasMessageContaining(setting.replace('=', ' '));
    }
  }

  private static Dataset<Row> rows(TrainedModel from, String... further) {
    return from.sampler(settings(further).settings().sample()).rows();
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy("sample_id").toJSON().collectAsList();
  }

  private static EffectiveSettings settings(String... further) {
    List<String> all = new ArrayList<>(SETTINGS);
    for (String setting : further) {
      if (setting.startsWith("train.objective")) {
        all.removeIf(given -> given.startsWith("sample.s"));
      }
      all.add(setting);
    }
    return ShortTraining.settings(all.toArray(String[]::new));
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
