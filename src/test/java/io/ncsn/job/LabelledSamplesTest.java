package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.config.Measure;
import io.ncsn.evaluate.Measurement;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Arrays;
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

  /** Where a tenth of the columns is held out, no image is. */
  @Test
  void imagesBesideColumnsAreComparedWithAllRows() {
    Measurement found = besideColumns("evaluate.target=number");

    assertThat(found.metric(Measure.CLASS_SHARES).value()).isZero();
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isCloseTo(0, within(1e-4));
    assertThat(found.metric(Measure.IMAGE_RECALL).value()).isEqualTo(1);
  }

  /** The features are looked for after it, and a classifier is trained after these. */
  @Test
  void aTargetThatIsNoneIsFoundFirst() {
    String missing = "evaluate.features=" + folder.resolve("missing.pt");
    assertThatThrownBy(() -> besideColumns(missing, "evaluate.target=numbre"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "Cannot predict column 'numbre' (evaluate.target): it is none of the columns that the model draws; did you mean 'number'?");
    assertThatThrownBy(() -> besideColumns(missing)).hasMessageContaining("missing.pt");
  }

  private Measurement besideColumns(String... settings) {
    String number = "cast(pmod(id, 7) as int) as number";
    return evaluation(settings)
        .measure(
            LabelledStripes.table(ROWS, 2).selectExpr("id as sample_id", "image", "label", number),
            LabelledStripes.table(ROWS, 3).selectExpr("image", "label", number),
            folder.resolve("work").toString())
        .result();
  }

  private Measurement measure(Dataset<Row> rows) {
    return measure(rows, "evaluate.features=auto");
  }

  private Measurement measure(Dataset<Row> rows, String features) {
    Dataset<Row> samples = rows.selectExpr("id as sample_id", "image", "label");
    Dataset<Row> reference = LabelledStripes.table(ROWS, 3).drop("id");
    return evaluation(features)
        .measure(samples, reference, folder.resolve("work").toString())
        .result();
  }

  private static SampleEvaluation evaluation(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "evaluate.rows=2000";
    return new SampleEvaluation(LocalSpark.session(), LabelledStripes.settings(all));
  }
}
