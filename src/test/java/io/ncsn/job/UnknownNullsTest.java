package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Models of a table with holes that mean "unknown". The whole table is known: {@code b} is p or q
 * with probability ½; {@code c} is u with probability .9 in rows of p and .2 in rows of q, else v;
 * the number {@code n} is N(2, 1) in rows of p and N(−2, 1) in rows of q; {@code s} is 0 in .6 of
 * the rows of p and in .1 of those of q, else a whole number. Holes are in {@code n} at random, but
 * in rows of p alone (.6 of them), and in .3 of the cells of {@code c} and {@code s} completely at
 * random.
 */
class UnknownNullsTest {
  private static final int ROWS = 7001;
  private static final double COUNT = 6007;

  /** What a small network that is trained for seconds is allowed, beside chance. */
  private static final double MODEL_ERROR = 0.025;

  @TempDir private static Path folder;
  private static TrainedModel model;
  private static Dataset<Row> samples;

  @BeforeAll
  static void train() {
    model = Training.of(settings()).on(holes(), folder.toString()).model();
    samples = model.sampler(settings().settings().sample()).rows().cache();
  }

  /** The rows before holes are made, with uniform numbers that say where. */
  private static Dataset<Row> whole() {
    return LocalSpark.session()
        .range(0, ROWS, 1, 3)
        .selectExpr(
            "if(pmod(id * 0.6180339887498949D, 1) < 0.5, 'p', 'q') as b",
            "pmod(id * 0.7548776662466927D, 1) as r",
            "pmod(id * 0.5698402909980532D, 1) as t",
            "pmod(id * 0.8191725133961645D, 1) as w",
            "pmod(id * 0.6710436067037893D, 1) as h1",
            "pmod(id * 0.5497004779019703D, 1) as h2",
            "pmod(id * 0.8566748838545029D, 1) as h3",
            "id")
        .selectExpr(
            "b",
            "if(r < if(b = 'p', 0.9, 0.2), 'u', 'v') as c",
            "round(if(b = 'p', 2, -2) + sqrt(-2 * ln(1 - 0.99999 * t)) * cos(2 * pi() * w), 3) as n",
            "if(pmod(id * 0.7390851332151607D, 1) < if(b = 'p', 0.6, 0.1), 0, 3 + id % 41) as s",
            "h1",
            "h2",
            "h3");
  }

  private static Dataset<Row> holes() {
    return whole()
        .selectExpr(
            "b",
            "if(h2 < 0.3, null, c) as c",
            "if(b = 'p' and h1 < 0.6, null, n) as n",
            "if(h3 < 0.3, null, s) as s");
  }

  private static EffectiveSettings settings() {
    return KnownJoint.settings(
        "data.nulls=unknown",
        "train.max-rounds=15",
        "train.batch-size=256",
        "train.averaging-frequency=150",
        "sample.sampler=dpm-solver",
        "sample.steps=16",
        "sample.count=6007");
  }

  private static double share(Dataset<Row> rows, String what) {
    return rows.where(what).count() / (double) rows.count();
  }

  /** Complete rows alone would have p in .29 of the rows, and n above 0 in .29 of them. */
  @ParameterizedTest
  @CsvSource({
    "b = 'p', 0.5",
    "c = 'u', 0.55",
    "b = 'p' and c = 'u', 0.45",
    "n > 0, 0.5",
    "b = 'p' and n > 0, 0.4886",
    "s = 0, 0.35",
    "b = 'p' and s = 0, 0.3",
    "c = 'u' and n > 0, 0.4420",
    "c = 'u' and s = 0, 0.28",
    "n between 1 and 3, 0.3422"
  })
  void samplesAreDistributedAsTheWholeTable(String what, double expected) {
    assertThat(share(whole(), what)).isCloseTo(expected, within(0.005));
    assertThat(share(samples, what))
        .isCloseTo(
            expected, within(3 * Math.sqrt(expected * (1 - expected) / COUNT) + MODEL_ERROR));
  }

  @Test
  void numbersHaveTheWholeTablesMeanAndDeviation() {
    Row found = samples.selectExpr("mean(n)", "stddev(n)").first();

    assertThat(found.getDouble(0)).isCloseTo(0, within(0.2));
    assertThat(found.getDouble(1)).isCloseTo(Math.sqrt(5), within(0.1));
  }

  @Test
  void samplesNeverHaveUnknownCells() {
    assertThat(samples.where("b is null or c is null or n is null or s is null").count()).isZero();
  }

  @Test
  void theTableItselfIsCompleted() {
    EffectiveSettings settings = settings();
    Dataset<Row> filled =
        model.imputer(settings.settings().impute(), settings.settings().sample()).rows(holes());

    assertThat(filled.where("c is null or n is null or s is null").count()).isZero();
    assertThat(share(filled, "n > 0")).isCloseTo(0.5, within(MODEL_ERROR));
    assertThat(share(filled, "b = 'p' and c = 'u'")).isCloseTo(0.45, within(MODEL_ERROR));
  }

  @Test
  void thePlanSaysHowManyCellsAreUnknown() {
    assertThat(model.checkpoint().state().fillings()).isEqualTo(3);
    assertThat(model.description().provenance())
        .containsEntry(ModelDescription.SETTING + "train.em-rounds", "3");
  }
}
