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
    double threeSigma = 3 * Math.sqrt(share * (1 - share) / COUNT);
    assertThat(rows.filter(asked).count() / (double) COUNT)
        .isCloseTo(share, within(threeSigma + MODEL_ERROR));
  }

  @Test
  void aNumberHasTheKnownMeanGivenTheCategories() {
    double mean =
        rows("sample.where.a=y", "sample.where.b=v").selectExpr("avg(n)").first().getDouble(0);

    assertThat(mean).isCloseTo(-4, within(3 / Math.sqrt(COUNT) + 0.15));
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
    assertThat(sorted(rows("sample.where.c=true", "sample.partitions=3")))
        .isEqualTo(sorted(rows("sample.where.c=true", "sample.partitions=1")));
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
