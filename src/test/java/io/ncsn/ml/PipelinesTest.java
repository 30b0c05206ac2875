package io.ncsn.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimator and model where Spark's own are at home: pipelines, streams, searches for params. */
class PipelinesTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;

  private static Dataset<Row> table() {
    return SPARK
        .range(0, 701, 1, 3)
        .selectExpr(
            "id",
            "if(id % 11 = 0, null, array('a', 'b', 'c')[cast(id % 3 as int)]) as text",
            "sin(id) * 40 as number");
  }

  private static NoiseConditionalScoreNetwork estimator() {
    return new NoiseConditionalScoreNetwork()
        .setInputCols(new String[] {"text", "number"})
        .setMaxRounds(2)
        .setSettings(
            Map.of(
                "network.hidden", "[19,13]",
                "train.averaging-frequency", "7",
                "data.nulls", "unknown",
                "sample.sampler", "ode-heun",
                "sample.steps", "7"));
  }

  @Test
  void aSavedPipelineScoresAStreamAsItScoresATable() throws Exception {
    PipelineModel fitted =
        new Pipeline()
            .setStages(new PipelineStage[] {estimator().setHandleInvalid("keep")})
            .fit(table());
    fitted.write().overwrite().save(folder.resolve("pipeline").toString());
    PipelineModel read = PipelineModel.load(folder.resolve("pipeline").toString());
    String files = Files.createDirectory(folder.resolve("files")).toString();
    table().coalesce(1).write().mode("overwrite").parquet(files);

    Dataset<Row> stream =
        read.transform(SPARK.readStream().schema(table().schema()).parquet(files));
    StreamingQuery query = stream.writeStream().format("memory").queryName("scored").start();
    query.processAllAvailable();
    query.stop();

    assertThat(SPARK.table("scored").orderBy("id").collectAsList())
        .isEqualTo(fitted.transform(table().coalesce(1)).orderBy("id").collectAsList())
        .hasSize(701);
  }

  @Test
  void emptyCellsAreFilledAndKnownOnesComeBack() {
    NoiseConditionalScoreNetworkModel model = estimator().fit(table());

    List<Row> filled = model.impute(table(), 3).orderBy("id").collectAsList();
    List<Row> before = table().orderBy("id").collectAsList();

    for (int i = 0; i < filled.size(); i++) {
      assertThat(filled.get(i).get(1)).isNotNull();
      if (!before.get(i).isNullAt(1)) {
        assertThat(filled.get(i)).isEqualTo(before.get(i));
      }
    }
    Dataset<Row> given = table().select("text").coalesce(1);
    List<Row> drawn = model.sample(given, 3).orderBy("given_row").select("text").collectAsList();
    List<Row> conditions = given.collectAsList();
    for (int i = 0; i < drawn.size(); i++) {
      assertThat(drawn.get(i).get(0)).isNotNull();
      if (!conditions.get(i).isNullAt(0)) {
        assertThat(drawn.get(i)).isEqualTo(conditions.get(i));
      }
    }
    assertThat(drawn).hasSize(701);
  }

  @Test
  void numbersWithHolesNeedNoSettings() {
    Dataset<Row> numbers =
        SPARK
            .range(0, 701, 1, 2)
            .selectExpr("if(id % 13 = 0, null, sin(id) * 40) as x", "cos(id / 7.0) as y");
    NoiseConditionalScoreNetworkModel model =
        new NoiseConditionalScoreNetwork()
            .setMaxRounds(2)
            .setSettings(Map.of("network.hidden", "[19,13]", "train.averaging-frequency", "7"))
            .fit(numbers);

    assertThat(model.transform(numbers).where("logDensity is null").count()).isZero();
    assertThat(model.impute(numbers).where("x is null").count()).isZero();
    assertThat(model.impute(numbers).where("y is not null").count()).isEqualTo(701);
    assertThat(model.sample(67, 3).count()).isEqualTo(67);
  }

  @Test
  void aSearchChoosesByTheHeldOutLogDensity() throws Exception {
    NoiseConditionalScoreNetwork estimator = estimator().setMaxRounds(11);
    CrossValidatorModel found =
        new CrossValidator()
            .setEstimator(estimator)
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(estimator.learningRate(), new double[] {1e-9, 1e-2})
                    .build())
            .setEvaluator(new LogDensityEvaluator())
            .setNumFolds(2)
            .setParallelism(2)
            .setSeed(5)
            .fit(table());
    found.write().overwrite().save(folder.resolve("search").toString());

    assertThat(found.avgMetrics()[1]).isGreaterThan(found.avgMetrics()[0]);
    assertThat(CrossValidatorModel.load(folder.resolve("search").toString()).avgMetrics())
        .isEqualTo(found.avgMetrics());
  }

  @Test
  void mistakesAreSaidInTheWordsOfTheCommandLine() {
    assertThatThrownBy(() -> estimator().setMaxRounds(0).fit(table()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("maxRounds: Cannot set train.max-rounds to ");
    assertThatThrownBy(() -> estimator().setSetting("train.seed", "1").setSeed(2).fit(table()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "settings: train.seed is set to 1, and so is the param seed; leave one of them out");
  }
}
