package io.ncsn.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.Measurement;
import io.ncsn.evaluate.mixed.MixedEvaluation;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.settings.Settings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples, completed rows, densities and measures of {@link KnownVectors}. */
class VectorTableTest {
  private static final int COUNT = 1501;

  /** What a model of some seconds may be wrong by; of independent columns, it would be .42. */
  private static final double MODEL_ERROR = 0.06;

  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    table = KnownVectors.table(KnownJoint.ROWS);
    model = Training.of(settings("data.scale=auto")).on(table, path("trained")).model();
  }

  @Test
  void samplesHaveTheTypesOfTheTable() {
    Dataset<Row> samples = rows("sample.partitions=2");

    assertThat(Stream.of(samples.drop("sample_id").schema().fields()).map(StructField::dataType))
        .containsExactlyElementsOf(
            Stream.of(table.schema().fields()).map(StructField::dataType).toList());
    assertThat(samples.filter("size(v) != 2 or v is null").count()).isZero();
    List<Row> vectors = samples.filter("w is not null").select("w").collectAsList();
    assertThat(vectors).allSatisfy(row -> KnownVectors.assertOfTable(row.getAs(0)));
    double nulls = 1 - vectors.size() / (double) COUNT;
    assertThat(nulls).isCloseTo(1 / 11.0, within(3 * Math.sqrt(1 / 11.0 / COUNT) + MODEL_ERROR));
    assertThat(KnownVectors.ofY(samples))
        .isCloseTo(0.3, within(3 * Math.sqrt(.21 / COUNT) + MODEL_ERROR));
  }

  /** The vector's numbers depend on each other and on the category, as in the table. */
  @Test
  void samplesHaveTheKnownDependence() {
    Dataset<Row> samples = rows("sample.partitions=2");
    assertThat(samples.filter("(v[0] > 0) != (a = 'x')").count() / (double) COUNT)
        .isCloseTo(0.0013, within(MODEL_ERROR));
    assertThat(
            samples.filter("w is not null").collectAsList().stream()
                .filter(row -> (at(row.getAs("w"), 1) == 1) != row.getString(1).equals("x"))
                .count())
        .isLessThan((long) (COUNT * MODEL_ERROR));
    KnownVectors.assertResiduals(samples);
  }

  private static double at(DenseVector vector, int place) {
    return vector.apply(place);
  }

  /** P(y | first number) = 1 / (1 + exp(6·number)·.7/.3), so nearly 1 and 0. */
  @Test
  void aVectorIsAConditionAndAllItsNumbersAreKnown() {
    Dataset<Row> rows = rows("sample.where.v=[-3.5, -1.25]");

    assertThat(rows.filter("v[0] = -3.5 and v[1] = -1.25 and size(v) = 2").count())
        .isEqualTo(COUNT);
    assertThat(KnownVectors.ofY(rows)).isGreaterThan(1 - MODEL_ERROR);
    assertThat(KnownVectors.ofY(rows("sample.where.v=\"[2.5, 1.25]\""))).isLessThan(MODEL_ERROR);
    assertThat(rows("sample.where.w=null").filter("w is not null").count()).isZero();
    Dataset<Row> ofW = rows("sample.where.w=\"[2, 0, 7.5]\"");
    assertThat(ofW.select("w").distinct().collectAsList())
        .containsExactly(RowFactory.create(Vectors.dense(2, 0, 7.5)));
    assertThat(KnownVectors.ofY(ofW)).as("a share of .3 without the condition").isGreaterThan(0.6);
  }

  @Test
  void conditionsThatTheColumnCannotHaveAreRefused() {
    assertRefused("sample.where.v=[1, 2, 3]", "it is not a list of 2 numbers; give 2 numbers");
    assertRefused("sample.where.w=[1, 1, x]", "'x' is no number that the column can hold");
    assertRefused(
        "sample.where.w=[1, 1, 127]",
        "'127' is out of the range of the training rows; give numbers from 0.0 to 124.5 at place 3");
    assertRefused("sample.where.v=null", "the training rows have no empty cell there");
  }

  private static void assertRefused(String where, String why) {
    assertThatThrownBy(() -> rows(where))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void rowsComeFromAnyPartitionsAndFromTheModelsDirectory() {
    List<String> expected = sorted(rows("sample.partitions=1"));
    TrainedModel read =
        TrainedModel.open(
            LocalSpark.session(), path("trained/model"), settings().settings().network());

    assertThat(sorted(rows(read, "sample.partitions=3"))).isEqualTo(expected);
  }

  /** Strings of vectors, as JSON has their inner parts. */
  private static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy("sample_id").collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void emptyVectorsAreCompletedWholeAndKnownOnesStay() {
    Dataset<Row> holes =
        KnownVectors.table(2003)
            .withColumn("v", when(expr("w is null"), null).otherwise(col("v")))
            .withColumn("a", when(expr("v[0] > 3.7"), null).otherwise(col("a")));
    Settings all = settings().settings();

    Dataset<Row> filled = model.imputer(all.impute(), all.sample()).rows(holes);

    assertThat(filled.schema()).isEqualTo(holes.schema());
    List<Row> before = holes.collectAsList();
    List<Row> after = filled.collectAsList();
    for (int i = 0; i < before.size(); i++) {
      for (int c = 0; c < 3; c++) {
        assertThat(after.get(i).get(c)).isNotNull();
        assertThat(before.get(i).get(c)).isIn(null, after.get(i).get(c));
      }
    }
    Dataset<Row> drawn =
        LocalSpark.session()
            .createDataFrame(
                after.stream().filter(row -> isNew(before, after, row)).toList(), filled.schema());
    assertThat(drawn.filter("(v[0] > 0) != (a = 'x')").count() / (double) drawn.count())
        .isLessThan(0.0013 + 2 * MODEL_ERROR);
    KnownVectors.assertResiduals(drawn);
    Settings point = settings("impute.point=true", "impute.draws=5").settings();
    assertThat(
            model
                .imputer(point.impute(), point.sample())
                .rows(holes.filter("v is null").limit(67))
                .filter("size(v) = 2 and w is not null")
                .count())
        .isEqualTo(67);
  }

  private static boolean isNew(List<Row> before, List<Row> after, Row row) {
    return before.get(after.indexOf(row)).isNullAt(1);
  }

  @Test
  void rowsAreDrawnForTheVectorsOfATable() {
    Dataset<Row> given =
        KnownVectors.table(301).selectExpr("cast(v as array<float>) as v").filter("v[0] < -2.5");
    Settings all = settings().settings();

    Dataset<Row> drawn = model.givenSampler(all.impute(), all.sample()).rows(given);

    assertThat(drawn.selectExpr("cast(v as array<float>)").collectAsList())
        .isEqualTo(given.collectAsList());
    assertThat(KnownVectors.ofY(drawn)).isGreaterThan(1 - MODEL_ERROR);
  }

  /** As for single numbers, the distribution is linear between knots. */
  @Test
  void rowsHaveTheirKnownProbabilities() {
    Dataset<Row> rows = KnownVectors.table(KnownJoint.ROWS).filter("w is null").limit(301);

    List<Row> found =
        model
            .densities(settings("likelihood.probes=61").settings().likelihood())
            .rows(rows, List.of("a", "v"))
            .collectAsList();

    double[] errors =
        found.stream().mapToDouble(row -> row.getDouble(2) - KnownVectors.known(row)).toArray();
    double deviation = Math.sqrt(StatUtils.variance(errors));
    assertThat(errors).hasSize(301);
    assertThat(deviation).isLessThan(0.9); // √2 of what one number has
    assertThat(StatUtils.mean(errors))
        .isCloseTo(0, within(0.15 + 3 * deviation / Math.sqrt(errors.length)));
  }

  @Test
  void vectorsThatTheModelCannotMakeHaveNoProbability() {
    Dataset<Row> odd =
        KnownVectors.table(5)
            .limit(1)
            .selectExpr(
                "a", "w", "explode(array(v, array(1D), array(1D, null), array(9999D, 1D))) as v");

    List<Row> found =
        model.densities(settings().settings().likelihood()).rows(odd, List.of()).collectAsList();

    assertThat(found.subList(0, 3))
        .extracting(row -> row.isNullAt(0))
        .containsExactly(false, true, true);
    assertThat(found.get(3).getDouble(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(model.scores(settings().settings().score()).channels())
        .containsExactly(
            "a = x", "a = y", "v[0]", "v[1]", "w = regular", "w = null", "w[0]", "w[1]", "w[2]");
  }

  /** Samples that are the table have no error; a vector counts as one column. */
  @Test
  void measuresTakeAVectorAsOneColumn() {
    EffectiveSettings all = settings("data.scale=auto", "evaluate.target=v[1]");
    Dataset<Row> moved = table.withColumn("v", expr("array(v[0] + 1e4, v[1] + 1e4)"));

    Measurement found =
        new SampleEvaluation(LocalSpark.session(), all)
            .measure(moved.selectExpr("1L as sample_id", "*"), table, path("measured"))
            .result();

    assertThat(found.metric(Measure.SHAPE).value()).isCloseTo(1 / 3.0, within(0.02));
    assertThat(((MixedEvaluation) found).measures().shape().columns())
        .extracting(column -> column.column().name())
        .containsExactly("a", "v[0]", "v[1]", "w[0]", "w[1]", "w[2]");
    assertThat(((MixedEvaluation) found).measures().shape().columns())
        .extracting(column -> Math.rint(column.error().value()))
        .containsExactly(0.0, 1.0, 1.0, 0.0, 0.0, 0.0);
  }

  private static Dataset<Row> rows(String setting) {
    return rows(model, setting);
  }

  private static Dataset<Row> rows(TrainedModel from, String setting) {
    return from.sampler(settings("sample.count=" + COUNT, setting).settings().sample()).rows();
  }

  private static EffectiveSettings settings(String... further) {
    return KnownJoint.settings(further);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }
}
