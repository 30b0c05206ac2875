package io.ncsn.job;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.Measurement;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples that are measured by the classifier that a model keeps. */
class ModelClassifierTest {
  /** So many rows are held out: tables are cut to the same number of images, by the seed. */
  private static final int ROWS = 202;

  @TempDir private static Path folder;
  private static String model;
  private static Measurement ofRun;
  private static Dataset<Row> held;

  /** Trains a model for a round, and measures real images by it as a pipeline measures samples. */
  @BeforeAll
  static void trainAndMeasure() {
    Dataset<Row> table = table();
    held = table.filter("held").select("image", "label");
    assertThat(held.count()).isEqualTo(ROWS);
    ofRun = pipeline(table, samples(), "run");
    model = folder.resolve("run/model").toString();
  }

  private static Dataset<Row> table() {
    return LabelledStripes.table(1009, 3).selectExpr("image", "label", "id % 5 = 0 as held");
  }

  private static Measurement pipeline(Dataset<Row> table, Dataset<Row> samples, String name) {
    EffectiveSettings settings =
        LabelledStripes.settings(
            "train.max-rounds=1",
            "train.averaging-frequency=3",
            "data.holdout-column=held",
            "evaluate.rows=2000");
    String run = folder.resolve(name).toString();
    TrainingResult trained = Training.of(settings).on(table, run);
    return ModelEvaluation.of(
            settings, trained.model(), trained.plan().table(), samples, run + "/model")
        .result()
        .orElseThrow();
  }

  @Test
  void givesTheFiguresOfTheModelsOwnRun() {
    Measurement found = measure(samples(), held, "evaluate.seed=77");
    for (Measure measure : new Measure[] {Measure.FRECHET_DISTANCE, Measure.LABEL_AGREEMENT}) {
      double own = ofRun.metric(measure).value();
      assertThat(found.metric(measure).value())
          .as("%s", measure)
          .isCloseTo(own, within(1e-4)); // features of single precision
    }
    assertThat(ofRun.metric(Measure.FRECHET_DISTANCE).value()).isPositive();
  }

  @Test
  void twoEvaluationsGiveEqualDistances() {
    double one = frechet(measure(samples(), held, "evaluate.seed=1"));
    assertThat(frechet(measure(samples(), held, "evaluate.seed=1"))).isEqualTo(one);
    assertThat(frechet(measure(samples(), held.repartition(3), "evaluate.seed=2")))
        .isCloseTo(one, within(1e-4));
  }

  /** Without the model, each table and each seed makes a classifier of its own. */
  @Test
  void otherClassifiersGiveOtherDistances() {
    double one = frechet(evaluation("evaluate.seed=1").measure(samples(), held, work()).result());
    double two = frechet(evaluation("evaluate.seed=2").measure(samples(), held, work()).result());
    assertThat(one).isNotCloseTo(two, within(1e-3));
  }

  /** The reference has a class more, in front of the others, so its numbers are other ones. */
  @Test
  void classesAreToldByTheirNames() {
    Dataset<Row> more =
        held.union(held.limit(3).selectExpr("image", "'across' as label"))
            .union(held.limit(401).selectExpr("image", "'beyond' as label"));
    Measurement found = measure(samples(), more, "evaluate.seed=3");
    assertThat(found.metric(Measure.LABEL_AGREEMENT).value())
        .isEqualTo(ofRun.metric(Measure.LABEL_AGREEMENT).value());
  }

  /** The labels of IDX files are numbers. */
  @Test
  void classesMayBeNumbers() {
    Measurement own = pipeline(digits(table()), digits(samples()), "digits");
    Measurement found =
        evaluation("evaluate.seed=3")
            .by(folder.resolve("digits/model").toString())
            .measure(digits(samples()), digits(held), work())
            .result();
    assertThat(found.metric(Measure.LABEL_AGREEMENT).value())
        .isEqualTo(own.metric(Measure.LABEL_AGREEMENT).value());
    assertThat(frechet(found)).isCloseTo(frechet(own), within(1e-4));
  }

  /** A tenth of the columns' rows is held out, and none of the images. */
  @Test
  void imagesMayHaveAFurtherColumn() {
    String number = "cast(element_at(image, 3) % 5 as int) as number";
    Measurement found =
        measure(
            samples().selectExpr("*", number), held.selectExpr("*", number), "evaluate.seed=77");
    assertThat(frechet(found)).isCloseTo(frechet(ofRun), within(1e-4));
    assertThat(found.metric(Measure.LABEL_AGREEMENT).value())
        .isEqualTo(ofRun.metric(Measure.LABEL_AGREEMENT).value());
  }

  @Test
  void aModelWithoutOneAndOtherImagesAreRefused() {
    assertThatThrownBy(() -> evaluation("evaluate.seed=1", "evaluate.features=random").by(model))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("with evaluate.features random");
    assertThatThrownBy(
            () ->
                evaluation("data.image.width=3", "data.image.height=5")
                    .by(model)
                    .measure(samples(), held, work()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Cannot evaluate images of 3 x 5 pixels with 1 channels by the");
    assertThatThrownBy(
            () ->
                evaluation("evaluate.seed=1")
                    .by(model)
                    .measure(samples().drop("label"), held, work()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no column that data.image.label names");
  }

  private static Dataset<Row> digits(Dataset<Row> rows) {
    return rows.withColumn("label", expr("if(label = 'left', 7, 3)"));
  }

  private static double frechet(Measurement found) {
    return found.metric(Measure.FRECHET_DISTANCE).value();
  }

  private static Measurement measure(
      Dataset<Row> samples, Dataset<Row> reference, String... settings) {
    return evaluation(settings).by(model).measure(samples, reference, work()).result();
  }

  private static SampleEvaluation evaluation(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "evaluate.rows=2000";
    return new SampleEvaluation(LocalSpark.session(), LabelledStripes.settings(all));
  }

  private static String work() {
    return folder.resolve("work-" + System.nanoTime()).toString();
  }

  /** Images of the same kinds, with more of their noise. */
  private static Dataset<Row> samples() {
    return LabelledStripes.table(ROWS, 2)
        .selectExpr(
            "id as sample_id",
            "transform(image, (v, p) -> cast(v + pmod(id * 7 + p * 13, 61) - 30 as smallint)) as image",
            "label");
  }
}
