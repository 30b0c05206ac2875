package io.ncsn.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.ml.FitEnd;
import org.apache.spark.ml.FitStart;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.TransformEnd;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Spark checks of its own stages: ParamsSuite, DefaultReadWriteTest, MLTest, MLEventsSuite.
 */
class StageContractTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir private Path folder;
  private static Dataset<Row> table;
  private static NoiseConditionalScoreNetworkModel model;

  @BeforeAll
  static void fit() {
    table = SPARK.range(0, 151, 1, 2).selectExpr("id", "sin(id) as a", "cos(0.7 * id) as b");
    model = small().fit(table);
  }

  private static NoiseConditionalScoreNetwork small() {
    return new NoiseConditionalScoreNetwork()
        .setInputCols(new String[] {"a", "b"})
        .setMaxRounds(1)
        .setSettings(Map.of("network.hidden", "[5]", "data.scale", "column"));
  }

  /** An estimator all of whose params differ from their defaults. */
  private static NoiseConditionalScoreNetwork full() {
    return new NoiseConditionalScoreNetwork("mine")
        .setInputCols(new String[] {"a", "b, c"})
        .setFeaturesCol("f")
        .setWeightCol("w")
        .setValidationIndicatorCol("v")
        .setMaxRounds(7)
        .setMaxSeconds(0.1)
        .setBatchSize(33)
        .setSeed(1L << 40)
        .setLearningRate(1e-7)
        .setSettings(Map.of("noise.levels", "5"))
        .setSetting("network.hidden", "[3]")
        .setLogDensityCol("d")
        .setScoreCol("s")
        .setLatentCol("l")
        .setReconstructionCol("r")
        .setHandleInvalid("keep")
        .setWorkDir("/a b")
        .setCheckpointDir("hdfs:///c");
  }

  static List<Params> stages() {
    return List.of(full(), model, new LogDensityEvaluator().setLogDensityCol("d"));
  }

  @ParameterizedTest
  @MethodSource("stages")
  void paramsAreTheStagesOwnAndDocumented(Params stage) {
    Param<?>[] params = stage.params();

    assertThat(params)
        .extracting(Param::name)
        .isSorted()
        .doesNotHaveDuplicates()
        .allSatisfy(
            name -> {
              String getter = "get" + name.substring(0, 1).toUpperCase() + name.substring(1);
              assertThat(stage.getClass().getMethods()).extracting("name").contains(getter);
            });
    for (Param<?> param : params) {
      assertThat(param.parent()).isEqualTo(stage.uid());
      assertThat(stage.getParam(param.name())).isEqualTo(param);
      assertThat(param.doc()).isNotBlank().doesNotContain("\n");
      assertThat(stage.explainParam(param)).startsWith(param.name() + ": " + param.doc());
      assertThat(stage.explainParams()).contains(stage.explainParam(param));
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCopyHasTheValuesAndTakesOthersWithoutChangingTheStage(Params stage) {
    Map<String, Object> before = values(stage);
    Param<Object> column = stage.getParam("logDensityCol");

    Params same = stage.copy(ParamMap.empty());
    Params other = stage.copy(ParamMap.empty().put(column, "another"));

    assertThat(same).isNotSameAs(stage).hasSameClassAs(stage);
    assertThat(same.uid()).isEqualTo(stage.uid());
    assertThat(values(same)).isEqualTo(before);
    Map<String, Object> changed = new TreeMap<>(before);
    changed.put("logDensityCol", "another");
    assertThat(values(other)).isEqualTo(changed);
    assertThat(values(stage)).isEqualTo(before);
  }

  @Test
  void gettersReturnWhatSettersSet() {
    NoiseConditionalScoreNetwork stage = full();

    assertThat(stage.params()).allSatisfy(param -> assertThat(stage.isSet(param)).isTrue());
    assertThat(stage.getInputCols()).containsExactly("a", "b, c");
    assertThat(stage.getFeaturesCol()).isEqualTo("f");
    assertThat(stage.getWeightCol()).isEqualTo("w");
    assertThat(stage.getValidationIndicatorCol()).isEqualTo("v");
    assertThat(stage.getMaxRounds()).isEqualTo(7);
    assertThat(stage.getMaxSeconds()).isEqualTo(0.1);
    assertThat(stage.getBatchSize()).isEqualTo(33);
    assertThat(stage.getSeed()).isEqualTo(1L << 40);
    assertThat(stage.getLearningRate()).isEqualTo(1e-7);
    assertThat(stage.getSettings()).isEqualTo(Map.of("noise.levels", "5", "network.hidden", "[3]"));
    assertThat(stage.getLogDensityCol()).isEqualTo("d");
    assertThat(stage.getScoreCol()).isEqualTo("s");
    assertThat(stage.getLatentCol()).isEqualTo("l");
    assertThat(stage.getReconstructionCol()).isEqualTo("r");
    assertThat(stage.getHandleInvalid()).isEqualTo("keep");
    assertThat(stage.getWorkDir()).isEqualTo("/a b");
    assertThat(stage.getCheckpointDir()).isEqualTo("hdfs:///c");
  }

  @Test
  void everyParamComesBackFromAStore() throws Exception {
    String place = folder.resolve("stage").toString();
    LogDensityEvaluator evaluator = new LogDensityEvaluator("judge").setLogDensityCol("d");
    NoiseConditionalScoreNetworkModel trained =
        model.copy(ParamMap.empty()).setLogDensityCol("d").setLatentCol("l");

    full().write().save(place);
    Params estimator = NoiseConditionalScoreNetwork.load(place);
    evaluator.write().overwrite().save(place);
    Params judge = LogDensityEvaluator.load(place);
    trained.write().overwrite().save(place);
    Params read = NoiseConditionalScoreNetworkModel.load(place);

    assertThat(estimator.uid()).isEqualTo("mine");
    assertThat(values(estimator)).isEqualTo(values(full()));
    assertThat(judge.uid()).isEqualTo("judge");
    assertThat(values(judge)).isEqualTo(values(evaluator));
    assertThat(read.uid()).isEqualTo(model.uid());
    assertThat(values(read)).isEqualTo(values(trained));
  }

  @Test
  void theModelIsTheEstimatorsChild() {
    NoiseConditionalScoreNetwork estimator = small();
    NoiseConditionalScoreNetworkModel fitted = estimator.fit(table);

    assertThat(fitted.parent()).isSameAs(estimator);
    assertThat(fitted.uid()).isEqualTo(estimator.uid());
    assertThat(values(fitted)).isEqualTo(values(estimator));
  }

  @Test
  void theSchemaIsToldBeforeRowsAre() {
    NoiseConditionalScoreNetworkModel asked =
        model.copy(ParamMap.empty()).setLatentCol("l").setScoreCol("s").setReconstructionCol("r");

    assertThat(asked.transform(table).schema()).isEqualTo(asked.transformSchema(table.schema()));
    assertThat(small().transformSchema(table.schema()).fieldNames())
        .containsExactly("id", "a", "b", "logDensity");
  }

  @Test
  void listenersHearOfFitsAndTransforms() throws Exception {
    List<SparkListenerEvent> heard = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onOtherEvent(SparkListenerEvent event) {
            heard.add(event);
          }
        };
    NoiseConditionalScoreNetwork estimator = small();
    SPARK.sparkContext().addSparkListener(listener);
    try {
      PipelineModel fitted = new Pipeline().setStages(new PipelineStage[] {estimator}).fit(table);
      fitted.transform(table);
      SPARK.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      SPARK.sparkContext().removeSparkListener(listener);
    }

    assertThat(heard)
        .anyMatch(event -> event instanceof FitStart<?> start && start.estimator() == estimator)
        .anyMatch(event -> event instanceof FitEnd<?> end && end.estimator() == estimator)
        .anyMatch(
            event ->
                event instanceof TransformEnd end
                    && end.transformer() instanceof NoiseConditionalScoreNetworkModel);
  }

  /** The values of all params that have one, set or by default. */
  private static Map<String, Object> values(Params stage) {
    Map<String, Object> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      if (stage.isDefined(param)) {
        Object value = stage.getOrDefault(param);
        values.put(param.name(), value instanceof Object[] all ? Arrays.asList(all) : value);
      }
    }
    return values;
  }
}
