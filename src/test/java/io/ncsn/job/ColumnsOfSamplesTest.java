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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Measures of samples that are images with columns beside them. */
class ColumnsOfSamplesTest {
  private static final int ROWS = 307;

  @TempDir Path folder;

  /** The same rows in both tables, without a held-out one. */
  @ParameterizedTest
  @ValueSource(strings = {"label", "none"})
  void theSameRowsAreWithoutDifference(String label) {
    Measurement found = measure(LitImages.table(ROWS, 2), label);

    assertThat(found.metric(Measure.SHAPE).value()).isCloseTo(0, within(1e-9));
    assertThat(found.metric(Measure.TREND).value()).isCloseTo(0, within(1e-9));
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isCloseTo(0, within(1e-4));
    assertThat(found.metrics().stream().anyMatch(m -> m.measure() == Measure.CLASS_SHARES))
        .isEqualTo(label.equals("label"));
  }

  /** Shape is the mean over the columns: one of four has a total variation of its own share. */
  @Test
  void aColumnThatIsConstantIsMeasuredBesideGoodImages() {
    Dataset<Row> wrong =
        LitImages.table(ROWS, 2).selectExpr("image", "light", "true as left", "day", "label", "id");
    double left = LitImages.table(ROWS, 2).filter("left").count() / (double) ROWS;

    Measurement found = measure(wrong, "label");

    assertThat(found.metric(Measure.SHAPE).value()).isCloseTo((1 - left) / 4, within(1e-9));
    assertThat(found.metric(Measure.FRECHET_DISTANCE).value()).isCloseTo(0, within(1e-4));
  }

  private Measurement measure(Dataset<Row> rows, String label) {
    Dataset<Row> samples = rows.withColumnRenamed("id", "sample_id");
    Dataset<Row> reference = LitImages.table(ROWS, 3).drop("id");
    return new SampleEvaluation(
            rows.sparkSession(),
            LitImages.settings("evaluate.rows=2000", "data.holdout=0", "data.image.label=" + label))
        .measure(samples, reference, folder.resolve("work").toString())
        .result();
  }
}
