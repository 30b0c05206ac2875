package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.config.ImageFormat;
import io.ncsn.config.Measure;
import io.ncsn.data.shard.PreparedTable;
import io.ncsn.report.Images;
import io.ncsn.report.Images.Completion;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A category beside images is no label unless {@code data.image.label} says so, though its network
 * is that of a label.
 */
class CategoryBesideImagesTest {
  private static final int PIXELS = LabelledStripes.WIDTH * LabelledStripes.HEIGHT;
  private static final String LABEL = ModelDescription.SETTING + ImageFormat.LABEL;

  @TempDir private static Path folder;
  private static TrainingResult trained;
  private static ModelEvaluation.Measured measured;

  @BeforeAll
  static void train() {
    String table = folder.resolve("table").toString();
    LabelledStripes.table(2003, 3).drop("id").write().parquet(table);
    EffectiveSettings settings =
        LabelledStripes.settings(
            "data.input=" + table, "data.image.label=none", "evaluate.rows=307");
    Dataset<Row> samples = LabelledStripes.table(311, 2).withColumnRenamed("id", "sample_id");
    Training training = Training.of(settings);
    PreparedTable prepared =
        training.prepare(LocalSpark.session(), folder.resolve("work").toString());
    trained = training.on(LocalSpark.session(), prepared, folder.resolve("model").toString());
    measured = ModelEvaluation.of(settings, trained.model(), prepared, samples);
  }

  @Test
  void theReportHasNoPicturesOfClasses() {
    Images images = measured.images().orElseThrow();

    assertThat(images.classes()).isEmpty();
    assertThat(images.chain()).isEmpty();
    assertThat(measured.result().orElseThrow().metrics())
        .extracting(metric -> metric.measure())
        .contains(Measure.FRECHET_DISTANCE)
        .doesNotContain(Measure.CLASS_SHARES, Measure.LABEL_AGREEMENT);
  }

  /** A line tells the rest, of images of either category. */
  @Test
  void completedImagesAreGivenNoCategory() {
    List<Completion> found = measured.images().orElseThrow().completions();

    assertThat(found.stream().map(CategoryBesideImagesTest::kind).distinct()).hasSize(2);
    for (Completion image : found) {
      for (float[] draw : image.draws()) {
        for (int pixel = 0; pixel < PIXELS; pixel++) {
          assertThat((double) draw[pixel])
              .isCloseTo(LabelledStripes.mean(kind(image), pixel), within(50.0));
        }
      }
    }
  }

  @Test
  void filesOfImagesHaveNoDirectoriesOfCategories() {
    ModelDescription model = trained.model().description();
    assertThat(label(model.provenance())).isEmpty();
    assertThat(label(Map.of(LABEL, "Label"))).hasValue("label");
    assertThat(label(Map.of())).as("a model that does not say").hasValue("label");
  }

  private static Optional<String> label(Map<String, String> provenance) {
    ModelDescription model = trained.model().description();
    ModelDescription other =
        new ModelDescription(
            model.network(), model.schedule(), model.codec(), model.ranges(), provenance);
    return ModelImages.of(other, Optional.empty()).orElseThrow().label(other);
  }

  private static String kind(Completion image) {
    return image.real()[0] > 128 ? "left" : "right";
  }
}
