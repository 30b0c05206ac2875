package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Columns of numbers with codes for "unknown", with very many zeros, and of whole numbers that are
 * stored as floats. Their quartiles, shares and whole values come back.
 */
class SentinelsAndWholeNumbersTest {
  private static final double ROWS = 4003;
  private static final double COUNT = 3001;

  /** What a small network that is trained for seconds is allowed, beside chance. */
  private static final double MODEL_ERROR = 0.025;

  @TempDir private static Path folder;
  private static Dataset<Row> table;
  private static TrainedModel model;
  private static Dataset<Row> samples;

  @BeforeAll
  static void train() {
    table = table().cache();
    EffectiveSettings settings = settings();
    model = Training.of(settings).on(table, folder.toString()).model();
    samples = model.sampler(settings.settings().sample()).rows().cache();
    table.createOrReplaceTempView("real_rows");
    samples.createOrReplaceTempView("sampled_rows");
  }

  private static EffectiveSettings settings(String... further) {
    return ShortTraining.settings(
        Stream.concat(
                Stream.of(
                    "data.scale=quantile",
                    "data.seed=5",
                    "network.hidden=37,29",
                    "train.max-seconds=none",
                    "train.max-rounds=3",
                    "train.averaging-frequency=101",
                    "train.replicas=1",
                    "train.batch-size=128",
                    "train.learning-rate=5e-3",
                    "train.warm-up=20",
                    "sample.count=3001",
                    "sample.sampler=dpm-solver",
                    "sample.steps=16"),
                Stream.of(further))
            .toArray(String[]::new));
  }

  private static Dataset<Row> table() {
    return LocalSpark.session()
        .range(0, (long) ROWS, 1, 3)
        .selectExpr(
            "pmod(id * 0.6180339887498949D, 1) as q",
            "pmod(id * 0.7548776662466927D, 1) as r",
            "pmod(id * 0.5698402909980532D, 1) as t",
            "id")
        .selectExpr(
            "if(id % 444 = 7, 999999999D, round(5 + 115 * r * r, 2)) as price",
            "cast(if(id % 31 = 3, -1, 17 + floor(70 * t)) as int) as age",
            "cast(1 + floor(12 * q) as int) as month",
            "cast(1 + floor(31 * r) as int) as day",
            "if(q < 0.89, 0L, cast(40 / (1.0005 - t) as bigint)) as gain",
            "if(id % 101 = 5, null, cast(1 + floor(5 * sqrt(r)) as double)) as rating",
            "cast(floor(1000 * t * r) as float) as visits",
            "if(id % 5 = 2, null, date_add(date '2020-02-27', cast(900 * q as int))) as seen");
  }

  private static double one(String sql) {
    return LocalSpark.session().sql(sql).first().getDouble(0);
  }

  private static double share(String view, String what) {
    return one("select avg(if(%s, 1D, 0D)) from %s".formatted(what, view));
  }

  /** The sampled quartile must lie at its place among the real rows, where ties may be wide. */
  @ParameterizedTest
  @CsvSource({
    "price < 1e8, price",
    "age >= 0, age",
    "true, month",
    "true, day",
    "gain > 0, gain",
    "rating is not null, rating",
    "true, visits"
  })
  void quartilesComeBack(String where, String column) {
    double rows = share("sampled_rows", where) * COUNT;
    for (double p : List.of(0.25, 0.5, 0.75)) {
      double found =
          one(
              "select cast(percentile_disc(%s) within group (order by %s) as double) from sampled_rows where %s"
                  .formatted(p, column, where));
      double allowed = 3 * Math.sqrt(p * (1 - p) / rows) + MODEL_ERROR;
      assertThat(rank("<", column, found, where)).as("below %s", found).isLessThan(p + allowed);
      assertThat(rank("<=", column, found, where)).as("up to %s", found).isGreaterThan(p - allowed);
    }
  }

  private static double rank(String order, String column, double value, String where) {
    return one(
        "select avg(if(%s %s %s, 1D, 0D)) from real_rows where %s"
            .formatted(column, order, value + "D", where));
  }

  /** SDV#2288 and SDV#2361: nulls do not vanish, and dates do not all become null. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "price = 999999999D",
        "age = -1",
        "gain = 0",
        "rating is null",
        "rating = 5",
        "seen is null"
      })
  void sharesOfSingleValuesComeBack(String what) {
    double real = share("real_rows", what);
    double allowed = 3 * Math.sqrt(real * (1 - real) / COUNT) + MODEL_ERROR * Math.min(1, 8 * real);
    assertThat(share("sampled_rows", what)).isCloseTo(real, within(allowed));
  }

  /** SDV#695 and SDV#751: codes, single values and null are conditions like others. */
  @ParameterizedTest
  @CsvSource({
    "price, 999999999, price = 999999999D",
    "age, -1, age = -1",
    "gain, 0, gain = 0",
    "rating, null, rating is null",
    "seen, null, seen is null"
  })
  void conditionsMayBeCodesAndNull(String column, String value, String met) {
    var asked = settings("sample.where." + column + "=" + value, "sample.count=101");

    assertThat(model.sampler(asked.settings().sample()).rows().where(met).count()).isEqualTo(101);
  }

  /** SDV#423 and SDV#513: nothing between a code and the other numbers, nothing out of bounds. */
  @Test
  void noNumberIsMadeUp() {
    assertThat(
            share(
                "sampled_rows",
                "(price between 5 and 120 or price = 999999999D) and (seen is null or seen between '2020-02-27' and '2022-08-15') and (age = -1 or age between 17 and 86)"
                    + " and month between 1 and 12 and day between 1 and 31 and gain >= 0"
                    + " and (rating is null or rating between 1 and 5)"))
        .isEqualTo(1);
  }

  /** SDV#1806 and SDV#2241: cents have two decimals, and whole numbers stay whole. */
  @Test
  void wholeNumbersStayWholeAndCentsStayCents() {
    assertThat(samples.drop("sample_id").schema().simpleString())
        .isEqualTo(table.schema().simpleString());
    assertThat(
            share(
                "sampled_rows",
                "(rating is null or rating = floor(rating)) and visits = floor(visits) and price = round(price, 2)"))
        .isEqualTo(1);
  }
}
