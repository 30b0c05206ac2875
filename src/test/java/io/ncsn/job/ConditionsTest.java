package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ConfigException;
import io.ncsn.waves.WavePace;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows drawn to conditions, from a model of a table whose conditional distributions are known. */
class ConditionsTest {
  private static final int COUNT = 3001;

  /** What a model of some seconds may be wrong by. */
  private static final double MODEL_ERROR = 0.025;

  @TempDir private static Path folder;
  private static TrainedModel model;

  @BeforeAll
  static void train() {
    model = KnownJoint.trained(folder.resolve("trained").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "a=x, b = 'u', 0.9",
    "a=y, b = 'u', 0.25",
    "b=v, a = 'x', 0.237288",
    "b=u, a = 'x', 0.893617",
    "n=-4, a = 'y' and b = 'v', 0.8318",
  })
  void theOtherCellsHaveTheKnownConditionalFrequencies(String given, String asked, double share) {
    Dataset<Row> rows = rows("sample.where." + given);

    String[] cell = given.split("=", -1);
    assertThat(rows.filter("%s <=> '%s'".formatted(cell[0], cell[1])).count()).isEqualTo(COUNT);
    assertShare(rows, asked, share, MODEL_ERROR);
  }

  /** What the network may be wrong by where it is asked for levels given cells, after seconds. */
  private static final double LEVEL_ERROR = 0.05;

  /** {@code n} is near −4 or 3, which is the middle of rows of y and v, or of x and u. */
  private static final String TWO_RANGES = "sample.where.n=[\"-4.5..-3.5\", \"2.5..3.5\"]";

  private static final String IN_RANGES = "n between -4.5 and -3.5 or n between 2.5 and 3.5";

  @ParameterizedTest
  @CsvSource({
    "sample.where.c=[true; false], b = 'v', 0.2844",
    "sample.where.a=[x; y], a = 'y', 0.2878",
    "sample.where.b=v, a = 'y', 0.8359",
    "sample.where.a=y, b = 'v', 0.8262",
    "sample.where.a=[y], b = 'v' and a = 'y', 0.8262",
  })
  void rangesOfANumberLeaveTheKnownFrequencies(String further, String asked, double share) {
    Dataset<Row> rows = rows(TWO_RANGES, further.replace(';', ','));

    assertThat(rows.filter(IN_RANGES).count()).isEqualTo(COUNT);
    assertShare(rows, asked, share, LEVEL_ERROR);
    assertShare(rows, "a is not null and (n > 0) != (a = 'x')", 0, LEVEL_ERROR);
  }

  @Test
  void aRangeAloneHasTheFrequenciesOfTheTrainingRows() {
    // .7·(.9·.1915 + .1·.1499) of all rows are in the lower half, .7·(.9·.1915 + .1·.0919) above.
    assertShare(rows("sample.where.n=2.5..3.5"), "n < 3", 0.5079, 0.005);
  }

  @ParameterizedTest
  @CsvSource({
    "'a=[y, null]', a = 'y' or a is null, b = 'u', 0.2647",
    "'a=[y, null]', a = 'y' or a is null, a is null, 0.0323",
    "'a=[x, y]', a is not null, a = 'x', 0.7",
    "c=false..true, c is not null, c, 0.0769",
  })
  void listsOfLevelsLeaveTheKnownFrequencies(
      String where, String given, String asked, double share) {
    Dataset<Row> rows = rows("sample.where." + where);

    assertThat(rows.filter(given).count()).isEqualTo(COUNT);
    assertShare(rows, asked, share, LEVEL_ERROR);
  }

  @ParameterizedTest
  @CsvSource({
    "b=v, a = 'x', 0.237288",
    "n=-4, a = 'y' and b = 'v', 0.8318",
    "c=true, b = 'u', 0.705",
  })
  void aListIsDrawnGivenTheExactCells(String exact, String asked, double share) {
    Dataset<Row> rows = rows("sample.where.a=[x, y]", "sample.where." + exact);

    assertThat(rows.filter("a is not null").count()).isEqualTo(COUNT);
    assertShare(rows, asked, share, LEVEL_ERROR);
  }

  private static void assertShare(
      Dataset<Row> rows, String asked, double share, double modelError) {
    double threeSigma = 3 * Math.sqrt(share * (1 - share) / COUNT);
    assertThat(rows.filter(asked).count() / (double) COUNT)
        .isCloseTo(share, within(threeSigma + modelError));
  }

  @Test
  void aNumberHasTheKnownMeanGivenTheCategories() {
    double mean =
        rows("sample.where.a=y", "sample.where.b=v").selectExpr("avg(n)").first().getDouble(0);

    assertThat(mean).isCloseTo(-4, within(3 / Math.sqrt(COUNT) + 0.15));
  }

  @Test
  void guidanceMakesRowsMoreTypicalOfTheirGivenCells() {
    List<String> plain = sorted(rows("sample.where.b=v"));
    Dataset<Row> guided = rows("sample.where.b=v", "sample.guidance=1");

    assertThat(sorted(rows("sample.where.b=v", "sample.guidance=0"))).isEqualTo(plain);
    assertThat(guided.filter("b = 'v'").count()).isEqualTo(COUNT);
    // Without guidance .763 of the rows have y; p(b = v | a)²·p(a) would make it .96.
    assertThat(guided.filter("a = 'y'").count() / (double) COUNT).isBetween(0.82, 0.99);
  }

  @Test
  void givenCellsAreExactWhateverTheSampler() {
    for (String sampler :
        List.of("annealed-langevin", "consistent-annealed", "predictor-corrector", "langevin")) {
      Dataset<Row> rows =
          rows(
              "sample.where.n=0.123456789",
              "sample.where.a=null",
              "sample.count=7",
              "sample.sampler=" + sampler,
              "sample.steps=" + (sampler.startsWith("annealed") ? "auto" : "3"));

      assertThat(rows.filter("n = 0.123456789D and a is null").count()).as(sampler).isEqualTo(7);
    }
  }

  @Test
  void thePartitionsDoNotMatter() {
    for (String where : List.of("sample.where.c=true", TWO_RANGES)) {
      assertThat(sorted(rows(where, "sample.where.b=v", "sample.partitions=3")))
          .isEqualTo(sorted(rows(where, "sample.where.b=v", "sample.partitions=1")));
    }
  }

  @Test
  void anotherConditionDoesNotGoOnWithSamples() {
    String output = folder.resolve("samples").toString();
    WavePace pace = new WavePace(30);
    sampler("sample.where.a=x", "sample.count=3").write(output, pace);

    assertThat(sampler("sample.where.a=x", "sample.count=3").write(output, pace).rows())
        .isEqualTo(3);
    for (String other : List.of("sample.where.a=y", "sample.where.b=u", "sample.seed=0")) {
      assertThatThrownBy(() -> sampler(other, "sample.count=3").write(output, pace))
          .as(other)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("begun with sample.where = {\"a\":\"x\"}");
    }
  }

  private static ModelSampler sampler(String... settings) {
    return model.sampler(KnownJoint.settings(settings).settings().sample());
  }

  private static Dataset<Row> rows(String... settings) {
    return sampler(settings).rows();
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.orderBy("sample_id").toJSON().collectAsList();
  }
}
