package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.Measure;
import io.ncsn.evaluate.Measurement;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures of samples that are images with labels. */
class LabelledSamplesTest {
  private static final String RANDOM = "evaluate.features=random";

  private static final int ROWS = 307;

  @TempDir Path folder;

  @Test
  void theSameImagesAreWithoutDifference() {
    Measurement found = measure(LabelledStripes.table(ROWS, 2));

    assertThat(found.metric(Measure.CLASS_SHARES).value()).isZero();
    assertThat(found.metric(Measure.LABEL_AGREEMENT).value()).isEqualTo(1);
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value())
        .isCloseTo(0, within(1e-4)); // features of single precision
    assertThat(found.metric(Measure.IMAGE_RECALL).value()).isEqualTo(1);
    assertThat(found.metric(Measure.SLICED_WASSERSTEIN).value()).isCloseTo(0, within(1e-9));
  }

  @Test
  void equalImagesAreEqualInFeaturesOfRandomConvolutions() {
    Measurement found = measure(LabelledStripes.table(ROWS, 2), RANDOM);

    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isCloseTo(0, within(1e-6));
    assertThat(found.metric(Measure.IMAGE_RECALL).value()).isEqualTo(1);
  }

  @Test
  void imagesOfOneClassLackTheShareOfTheOther() {
    Dataset<Row> all = LabelledStripes.table(ROWS, 2);
    double right = all.filter("label = 'right'").count() / (double) ROWS;

    Measurement found = measure(all.filter("label = 'left'"));

    assertThat(found.metric(Measure.CLASS_SHARES).value()).isCloseTo(right, within(1e-12));
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isGreaterThan(0.1);
    assertThat(found.metric(Measure.IMAGE_RECALL).value()).isLessThan(0.6);
  }

  /** The images are those of the other class each: pixels are as good, labels are not. */
  @Test
  void sharesAreOfLabelsAndNotOfPixels() {
    Dataset<Row> all = LabelledStripes.table(ROWS, 2);
    double left = all.filter("label = 'left'").count() / (double) ROWS;
    Dataset<Row> wrong =
        all.selectExpr("id", "image", "if(label = 'left', 'right', 'left') as label");

    Measurement found = measure(wrong);

    assertThat(found.metric(Measure.CLASS_SHARES).value()).isCloseTo(1 - 2 * left, within(1e-12));
    assertThat(found.metric(Measure.LABEL_AGREEMENT).value()).isZero();
    assertThat(found.metric(Measure.LABEL_AGREEMENT).floor()).hasValue(1);
    // Rows are ranked with their labels, so these are not quite the same images.
    assertThat(found.metric(Measure.IMAGE_PRECISION).value()).isGreaterThan(0.95);
    assertThat(measure(wrong, RANDOM).metric(Measure.IMAGE_PRECISION).value()).isEqualTo(1);
  }

  private Measurement measure(Dataset<Row> rows) {
    return measure(rows, "evaluate.features=auto");
  }

  private Measurement measure(Dataset<Row> rows, String features) {
    Dataset<Row> samples = rows.selectExpr("id as sample_id", "image", "label");
    Dataset<Row> reference = LabelledStripes.table(ROWS, 3).drop("id");
    return new SampleEvaluation(
            rows.sparkSession(), LabelledStripes.settings("evaluate.rows=2000", features))
        .measure(samples, reference, folder.resolve("work").toString())
        .result();
  }
}
