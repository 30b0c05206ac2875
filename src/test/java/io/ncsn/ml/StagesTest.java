package io.ncsn.ml;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.testing.LocalSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What params ask of the stages: columns, treatments of bad rows, checkpoints. */
class StagesTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final int ROWS = 307;

  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static NoiseConditionalScoreNetworkModel model;

  @BeforeAll
  static void fit() {
    table =
        SPARK
            .range(0, ROWS, 1, 3)
            .selectExpr("id", "100 + 3 * sin(id) as a", "exp(cos(0.7 * id)) as b");
    model = estimator().fit(table);
  }

  @Test
  void aReconstructionIsTheRowThatItsCodeCameFrom() {
    List<Row> rows =
        model
            .copy(ParamMap.empty())
            .setSettings(settings("likelihood.tolerance", "1e-6"))
            .setScoreCol("the score")
            .setLatentCol("code")
            .setReconstructionCol("back")
            .transform(table)
            .select("a", "b", "the score", "code", "back")
            .collectAsList();
    assertThat(rows).hasSize(ROWS);
    for (Row row : rows) {
      assertThat(row.<Double>getList(2)).hasSize(2).doesNotContainNull();
      assertThat(row.<Double>getList(3)).hasSize(2).allMatch(code -> Math.abs(code) < 10);
      List<Double> back = row.getList(4);
      assertThat(back.get(0)).isCloseTo(row.getDouble(0), within(2e-2));
      assertThat(back.get(1)).isCloseTo(row.getDouble(1), within(2e-2));
    }
    assertThat(model.isSet(model.latentCol())).as("a copy is another stage").isFalse();
  }

  @Test
  void rowsThatCannotBeReadAreLeftOutOrKept() {
    Dataset<Row> holes = table.selectExpr("id", "if(id % 10 = 7, null, a) as a", "b");
    int bad = 30; // 7, 17, ..., 297
    Dataset<Row> kept = model.copy(ParamMap.empty()).setHandleInvalid("keep").transform(holes);
    Dataset<Row> skipped = model.copy(ParamMap.empty()).setHandleInvalid("skip").transform(holes);
    assertThat(kept.count()).isEqualTo(ROWS);
    assertThat(kept.where("logDensity is null").select("id").collectAsList())
        .hasSize(bad)
        .allMatch(row -> row.getLong(0) % 10 == 7);
    assertThat(skipped.where("id % 10 = 7").count()).isZero();
    assertThat(skipped.count()).isEqualTo(ROWS - bad);
    assertThat(estimator().setHandleInvalid("skip").fit(holes).summary().totalRounds())
        .isEqualTo(4);
  }

  @Test
  void aFitGoesOnFromTheCheckpointsOfAnEqualOne() throws IOException {
    String place = folder.resolve("checkpoints").toString();
    NoiseConditionalScoreNetwork estimator = estimator().setCheckpointDir(place);
    NoiseConditionalScoreNetworkModel first = estimator.fit(table);
    NoiseConditionalScoreNetworkModel again = estimator.fit(table.repartition(2));
    NoiseConditionalScoreNetworkModel other =
        estimator().setCheckpointDir(place).setSeed(9).fit(table);
    assertThat(first.summary().totalRounds()).isEqualTo(4);
    assertThat(again.summary().totalRounds()).as("found finished").isZero();
    assertThat(other.summary().totalRounds()).isEqualTo(4);
    assertThat(parameters(first)).isEqualTo(parameters(model)).isEqualTo(parameters(again));
    try (Stream<Path> trainings = Files.list(Path.of(place))) {
      assertThat(trainings).hasSize(2);
    }
  }

  /** Weights 0 and 2 have the mean 1: the second half of the rows is there twice. */
  @Test
  void rowsCountByTheirWeights() {
    Dataset<Row> whole = table.where("id < 306");
    Dataset<Row> second = whole.where("id >= 153");
    NoiseConditionalScoreNetworkModel weighed =
        estimator().setWeightCol("w").fit(whole.withColumn("w", expr("if(id < 153, 0, 2)")));
    assertThat(parameters(weighed))
        .isEqualTo(parameters(estimator().fit(second.union(second))))
        .isNotEqualTo(parameters(estimator().fit(whole)));
    assertThat(weighed.transform(whole.limit(3)).count()).as("without the column").isEqualTo(3);
  }

  @Test
  void aColumnSaysWhichRowsAreHeldOut() throws IOException {
    Dataset<Row> sides = table.withColumn("for validation", expr("id % 3 = 1"));
    NoiseConditionalScoreNetwork asked =
        estimator().setValidationIndicatorCol("for validation").setWeightCol("none such");
    String place = folder.resolve("asked").toString();
    asked.write().overwrite().save(place);
    NoiseConditionalScoreNetwork read = NoiseConditionalScoreNetwork.load(place);
    assertThat(read.getOrDefault(read.weightCol())).isEqualTo("none such");
    read.clear(read.weightCol());
    NoiseConditionalScoreNetworkModel split = read.copy(ParamMap.empty()).fit(sides);
    NoiseConditionalScoreNetworkModel alone =
        estimator().setSetting("data.holdout", "0").fit(table.where("id % 3 != 1"));
    assertThat(parameters(split)).as("trained on the others").isEqualTo(parameters(alone));
    assertThat(split.explainParams()).contains("validationIndicatorCol: Column of booleans");
  }

  /** So a path that executors cannot reach is no obstacle. */
  @Test
  void savingAndLoadingAskNothingOfExecutors() throws Exception {
    AtomicInteger jobs = new AtomicInteger();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
          }
        };
    String place = folder.resolve("saved").toString();
    SPARK.sparkContext().addSparkListener(listener);
    try {
      model.write().overwrite().save(place);
      NoiseConditionalScoreNetworkModel read = NoiseConditionalScoreNetworkModel.load(place);
      SPARK.sparkContext().listenerBus().waitUntilEmpty();
      assertThat(jobs).hasValue(0);
      assertThat(read.uid()).isEqualTo(model.uid());
      assertThat(read.extractParamMap().toSeq().size())
          .isEqualTo(model.extractParamMap().toSeq().size());
    } finally {
      SPARK.sparkContext().removeSparkListener(listener);
    }
  }

  /** As Spark's own writers leave it under {@code mapreduce.output.fileoutputformat.compress}. */
  @Test
  void aModelLoadsWhoseMetadataIsPacked() throws IOException {
    Path place = folder.resolve("packed");
    model.write().save(place.toString());
    Path plain = place.resolve("metadata/part-00000");
    try (OutputStream packed =
        new GZIPOutputStream(Files.newOutputStream(plain.resolveSibling("part-00000.gz")))) {
      Files.copy(plain, packed);
    }
    Files.delete(plain);
    assertThat(NoiseConditionalScoreNetworkModel.load(place.toString()).uid())
        .isEqualTo(model.uid());
  }

  private static float[] parameters(NoiseConditionalScoreNetworkModel of) {
    return of.checkpoint().samplingParameters();
  }

  private static NoiseConditionalScoreNetwork estimator() {
    return new NoiseConditionalScoreNetwork()
        .setInputCols(new String[] {"a", "b"})
        .setMaxRounds(4)
        .setSeed(3)
        .setSettings(settings("train.averaging-frequency", "11"));
  }

  private static Map<String, String> settings(String key, String value) {
    return Map.of("network.hidden", "[19,13]", "data.scale", "column", key, value);
  }
}
