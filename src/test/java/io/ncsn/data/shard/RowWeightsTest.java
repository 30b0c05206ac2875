package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.ColumnKind;
import io.ncsn.config.DataSettings;
import io.ncsn.config.DataSettings.Scale;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.plan.ColumnPlan;
import io.ncsn.data.plan.TablePlan;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose rows count by weights. */
class RowWeightsTest {
  private static final int ROWS = 5003;

  @TempDir Path directory;

  private static Dataset<Row> sql(String... columns) {
    return LocalSpark.session().range(0, ROWS, 1, 3).selectExpr(columns);
  }

  private PreparedTable prepare(Dataset<Row> table, TestSettings settings, String name) {
    return TablePreparer.prepare(
        table, settings.build(), 2, List.of(), directory.resolve(name).toString());
  }

  private static TestSettings weighed() {
    return TestSettings.of("").weight("w").holdout(0);
  }

  private static Map<Double, Long> counts(PreparedTable table) {
    return Tables.values(table, table.train().collect()).stream()
        .collect(
            Collectors.groupingBy(
                row -> (double) Math.round(row.get(0)), TreeMap::new, Collectors.counting()));
  }

  /** Equal rows are counted before their number is rounded. */
  @Test
  void aRowOfWholeWeightIsThereThatManyTimes() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, 33, 1, 5)
            .selectExpr(
                "double(case when id < 11 then 1 when id < 26 then 3 else 6 end) as x",
                "int(case when id < 11 then 1 when id < 26 then 3 else 6 end) as w");
    double mean = (11 + 15 * 3 + 7 * 6) / 33.0; // 98 / 33
    Map<Double, Long> found = counts(prepare(table, weighed(), "whole"));
    assertThat(found.get(1.0).doubleValue()).isCloseTo(11 / mean, within(1.0));
    assertThat(found.get(3.0).doubleValue()).isCloseTo(15 * 3 / mean, within(1.0));
    assertThat(found.get(6.0).doubleValue()).isCloseTo(7 * 6 / mean, within(1.0));
    // x = 0 .. 6 and weights 0, 1, 2, 3, 4, 5, 6 of mean 3, each in 9 rows that are equal
    Dataset<Row> exact =
        LocalSpark.session()
            .range(0, 63, 1, 4)
            .selectExpr("double(id % 7) as x", "float(id % 7) as w");
    assertThat(counts(prepare(exact, weighed(), "exact")))
        .isEqualTo(Map.of(1.0, 3L, 2.0, 6L, 3.0, 9L, 4.0, 12L, 5.0, 15L, 6.0, 18L));
    // The same table with weights 1 and 0 alone has the rows of weight 1 twice, if half have it.
    Dataset<Row> half =
        LocalSpark.session().range(0, 40, 1, 3).selectExpr("double(id) as x", "id % 2 as w");
    assertThat(counts(prepare(half, weighed(), "half")))
        .hasSize(20)
        .allSatisfy((x, times) -> assertThat(times).isEqualTo(2));
  }

  /** Rows that differ are rounded each by itself: 1.5 copies are one as often as two. */
  @Test
  void meansAndSharesAreTheWeightedOnes() {
    // x in 0, 1/5003, ... and weight 1/2 + x, whose mean is 1: the weighted mean of x is 7/12
    Dataset<Row> table =
        sql("id / 5003D as x", "if(id % 3 = 0, 'a', 'b') as l", "1D / 2 + id / 5003D as w");
    Dataset<Row> shuffled = table.repartition(7);
    PreparedTable numbers = prepare(table.drop("l"), weighed(), "numbers");
    double[] sum = new double[2];
    for (List<Double> row : Tables.values(numbers, numbers.train().collect())) {
      sum[0] += row.get(0);
      sum[1] += 1;
    }
    // A row's copies vary by at most 1/2 around their mean, so that of the sum is below sqrt(n)/2.
    assertThat(sum[1]).isCloseTo(ROWS, within(4 * Math.sqrt(ROWS) / 2));
    assertThat(sum[0] / sum[1]).isCloseTo(7 / 12.0, within(4 / (2 * Math.sqrt(ROWS))));
    assertThat(numbers.schema().columns()).hasSize(1);
    TestSettings mixed = weighed().scale(Scale.QUANTILE);
    PreparedTable one = prepare(table, mixed, "one");
    PreparedTable other = prepare(shuffled, mixed, "other");
    assertThat(Tables.bits(other)).isEqualTo(Tables.bits(one));
    assertThat(one.plan().orElseThrow()).hasToString(other.plan().orElseThrow().toString());
    assertThat(one.plan().orElseThrow().columns()).hasSize(2);
  }

  /** A level of every tenth row, of weight 9 where the others have 1, is in half of the rows. */
  @Test
  void thePlanSeesLevelsAndStatesByTheirWeights() {
    Dataset<Row> table =
        sql(
            "if(id % 10 = 0, 'rare', 'common') as level",
            "if(id % 10 = 0, -1, id * id % 4999 + sqrt(id)) as number",
            "if(id % 10 = 0, 9, 1) as w");
    PreparedTable prepared = prepare(table, weighed().scale(Scale.QUANTILE), "plan");
    CategoryCodec level = (CategoryCodec) prepared.codec().columns().get(0);
    assertThat(level.name()).isEqualTo("level");
    // 501 rows of weight 9 and 4502 of weight 1
    double share = 501 * 9.0 / (501 * 9 + 4502);
    double bound = 4 / (2 * Math.sqrt(ROWS));
    Map<String, Double> shares = shares(prepared);
    assertThat(shares.get("rare")).isCloseTo(share, within(bound));
    assertThat(prepared.plan().orElseThrow().columns().get(1).inflated())
        .as("-1 is a state: half of the weight")
        .isNotEmpty();
    WeightFacts facts = prepared.weights().orElseThrow();
    assertThat(facts.column()).isEqualTo("w");
    assertThat(facts.rows()).isEqualTo(ROWS);
    assertThat(facts.mean()).isEqualTo((501 * 9 + 4502) / 5003.0);
    assertThat(facts.effectiveRows())
        .isCloseTo(Math.pow(501 * 9 + 4502, 2) / (501 * 81 + 4502), within(1e-9));
  }

  private Map<String, Double> shares(PreparedTable prepared) {
    DataSettings settings = weighed().scale(Scale.QUANTILE).build();
    Dataset<Row> table =
        sql(
            "if(id % 10 = 0, 'rare', 'common') as level",
            "if(id % 10 = 0, -1, id * id % 4999 + sqrt(id)) as number",
            "if(id % 10 = 0, 9, 1) as w");
    try (RealRows real = RealRows.of(table, settings, prepared.codec())) {
      long all = real.training().count();
      assertThat(all).as("what samples are measured against").isEqualTo(prepared.rows());
      return Map.of("rare", real.training().where("level = 'rare'").count() / (double) all);
    }
  }

  @Test
  void equalWeightsGiveTheBitsOfNoWeights() {
    Dataset<Row> table = sql("sin(id) as x", "id % 7 as n", "0.1D as w");
    List<Object> without =
        Tables.bits(prepare(table.drop("w"), TestSettings.of("").holdout(0.2), "without"));
    PreparedTable with = prepare(table, weighed().holdout(0.2), "with");
    assertThat(Tables.bits(with)).isEqualTo(without);
    assertThat(with.weights().orElseThrow().effectiveRows()).isCloseTo(ROWS, within(1e-6));
  }

  /** What is rounded up depends on data.seed alone. */
  @Test
  void anotherSeedRoundsOtherRowsUp() {
    Dataset<Row> table = sql("double(id) as x", "1 + id % 2 as w");
    Map<Double, Long> one = counts(prepare(table, weighed().seed(1), "1"));
    Map<Double, Long> two = counts(prepare(table, weighed().seed(2), "2"));
    assertThat(one).isNotEqualTo(two).isEqualTo(counts(prepare(table, weighed().seed(1), "3")));
  }

  /** Cells that the model does not read have no part, whatever their types are. */
  @Test
  void columnsThatAreNotModelledAreNotCarried() {
    Dataset<Row> table =
        sql("double(id % 7) as x", "id % 7 as w", "map(1, id) as m", "uuid() as u");
    assertThat(counts(prepare(table, weighed().columns("x"), "named")))
        .isEqualTo(counts(prepare(table.select("x", "w"), weighed(), "alone")));
    assertThat(counts(prepare(table, weighed().exclude("u"), "excluded")))
        .isEqualTo(counts(prepare(table.select("x", "w"), weighed(), "again")));
  }

  /** Copies would make ids a category, and a number that nearly tells the row decide the others. */
  @Test
  void idsAndRulesAreFoundAmongTheRowsAsTheyAre() {
    Dataset<Row> table =
        sql(
            "concat('a', string(xxhash64(id))) as person",
            "id + 7 as number",
            "abs(xxhash64(id)) % 90001 as x",
            "abs(xxhash64(id)) % 13 as y",
            "abs(xxhash64(id)) % 13 div 4 as z",
            "if(id % 10 = 0, 1, if(id % 10 = 1, 7, 0)) as w");

    TablePlan plan = prepare(table, weighed().scale(Scale.QUANTILE), "ids").plan().orElseThrow();

    assertThat(plan.columns().stream().filter(c -> c.kind() == ColumnKind.ID))
        .extracting(ColumnPlan::name)
        .containsExactly("person", "number");
    assertThat(plan.ruleTexts()).containsExactly("z by y");
    assertThat(plan.columns().get(3).name()).isEqualTo("y");
  }
}
