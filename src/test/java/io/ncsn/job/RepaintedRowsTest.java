package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.settings.Settings;
import io.ncsn.waves.WavePace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Conditions and completed rows by RePaint, from a model that was trained without given cells, of a
 * table whose conditional distributions are known.
 */
class RepaintedRowsTest {
  private static final int COUNT = 1021;
  private static final int ROWS = 601;

  /** What RePaint, and a model of some seconds, may be wrong by. */
  private static final double ERROR = 0.1;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model =
        KnownJoint.trained(
            folder.resolve("trained").toString(), "train.observed=0", "train.calibration-rows=0");
  }

  @ParameterizedTest
  @CsvSource({
    "a=x, a = 'x', b = 'u', 0.9",
    "a=y, a = 'y', b = 'u', 0.25",
    "b=v, b = 'v', a = 'x', 0.237288",
    "n=-4, n = -4, a = 'y' and b = 'v', 0.8318",
    "n=2.5..3.5, n between 2.5 and 3.5, b = 'u', 0.9245",
  })
  void theOtherCellsHaveTheKnownConditionalFrequencies(
      String where, String given, String asked, double share) {
    Dataset<Row> rows = rows("sample.where." + where, "sample.resampling=20").cache();

    assertThat(rows.filter(given).count()).isEqualTo(COUNT);
    assertThat(rows.filter(asked).count() / (double) COUNT)
        .as(where)
        .isCloseTo(share, within(3 * Math.sqrt(share * (1 - share) / COUNT) + ERROR));
  }

  @Test
  void withoutResamplingTheDependenceIsLostInPart() {
    Dataset<Row> rows = rows("sample.where.b=v", "sample.resampling=1");

    // It is .237 given v, and .7 without.
    assertThat(rows.filter("a = 'x'").count() / (double) COUNT).isBetween(0.33, 0.7);
  }

  @Test
  void thePartitionsDoNotMatter() {
    String[] fast = {"sample.steps=5", "sample.resampling=2", "impute.draws=2"};
    List<String> rows = sorted(rows(with(fast, "sample.where.n=1", "sample.partitions=1")));
    assertThat(sorted(rows(with(fast, "sample.where.n=1", "sample.partitions=3")))).isEqualTo(rows);
    for (boolean impute : new boolean[] {true, false}) {
      assertThat(ofTable(impute, 5, fast)).isEqualTo(ofTable(impute, 1, fast));
    }
  }

  private static List<String> ofTable(boolean impute, int partitions, String... settings) {
    Settings all = settings(settings);
    Dataset<Row> holes =
        KnownJoint.table(ROWS, partitions)
            .selectExpr("id as key", "if(id % 3 = 0, null, a) as a", "b", "n", "c");
    Dataset<Row> rows =
        impute
            ? model.imputer(all.impute(), all.sample()).rows(holes)
            : model.givenSampler(all.impute(), all.sample()).rows(holes.drop("b"));
    return rows.toJSON().collectAsList();
  }

  @Test
  void completedCellsHaveTheKnownConditionalFrequencies() {
    Settings all = settings("impute.mask=b,n", "sample.resampling=5");
    Dataset<Row> table = KnownJoint.table(2 * ROWS, 2).filter("a = 'y'");

    Dataset<Row> filled = model.imputer(all.impute(), all.sample()).rows(table).cache();

    double count = table.count();
    assertThat(filled.filter("a = 'y'").count()).isEqualTo((long) count);
    assertThat(filled.filter("b = 'u'").count() / count)
        .isCloseTo(0.25, within(3 * Math.sqrt(0.25 * 0.75 / count) + ERROR));
    assertThat(filled.selectExpr("avg(n)").first().getDouble(0))
        .isCloseTo(-3.75, within(3 * 1.1 / Math.sqrt(count) + 0.2));
  }

  @Test
  void anotherNumberOfResamplingsDoesNotGoOnWithSamples() {
    String output = folder.resolve("samples").toString();
    WavePace pace = new WavePace(30);
    String[] few = {"sample.where.a=x", "sample.count=3", "sample.steps=3"};
    model.sampler(settings(few).sample()).write(output, pace);

    ModelSampler other = model.sampler(settings(with(few, "sample.resampling=2")).sample());
    assertThatThrownBy(() -> other.write(output, pace))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("begun with sample.resampling = 10");
  }

  private static Dataset<Row> rows(String... settings) {
    return model.sampler(settings(settings).sample()).rows();
  }

  private static Settings settings(String... further) {
    return KnownJoint.settings(
            with(
                new String[] {
                  "sample.sampler=repaint", "sample.steps=auto", "sample.count=" + COUNT
                },
                further))
        .settings();
  }

  private static String[] with(String[] settings, String... further) {
    List<String> all = new ArrayList<>(Arrays.asList(settings));
    all.addAll(List.of(further));
    return all.toArray(String[]::new);
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy("sample_id").toJSON().collectAsList();
  }
}
