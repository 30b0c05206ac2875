package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.codec.CodecFiles;
import io.ncsn.testing.LocalSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFinderTest {
  private static final int ROWS = 2003;

  /** Cells by the row's number; {@code hash} has no pattern. */
  private static Dataset<Row> table(long rows, int partitions, String... columns) {
    return LocalSpark.session()
        .range(0, rows, 1, partitions)
        .selectExpr("id", "abs(xxhash64(id)) as hash")
        .selectExpr(columns);
  }

  private static TablePlan plan(Dataset<Row> table) {
    return RuleFinder.with(table, ColumnPlanner.plan(table, PlanOptions.DEFAULT));
  }

  private static List<String> rules(Dataset<Row> table) {
    return plan(table).ruleTexts();
  }

  @Test
  void aColumnThatDecidesOthersIsFound() {
    Dataset<Row> table =
        table(ROWS, 3, "hash % 401 as number", "hash div 401 % 13 as other")
            .selectExpr(
                "date_add(date'2024-02-01', int(number)) as day",
                "month(date_add(date'2024-02-01', int(number))) as month",
                "other",
                "concat('town ', other) as town",
                "if(other < 5, 'north', 'south') as region");

    assertThat(rules(table)).containsExactly("month by day", "town, region by other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a - b + 7", "7 - b + a", "cast(a - b + 7 as decimal(9,0))"})
  void sumsAndDifferencesAreFound(String sum) {
    Dataset<Row> table =
        table(ROWS, 3, "hash % 7919 as a", "hash div 7919 % 1009 as b", "id % 601 as other")
            .selectExpr("a", "other", sum + " as sum", "b");

    // The column of the greatest variance is the total, which a is here or the sum.
    assertThat(rules(table)).hasSize(1).first().asString().contains("a", "sum", "b", "7");
    assertThat(rules(table).get(0)).doesNotContain("other");
  }

  @Test
  void sumsOfManyColumnsAreFound() {
    Dataset<Row> table =
        table(
                ROWS,
                3,
                "hash % 17 as a",
                "hash div 17 % 19 as b",
                "hash div 323 % 23 as c",
                "id % 601 as d")
            .selectExpr("a", "b", "a + b + c + d as total", "c", "d", "a - b - c + d as mixed");

    assertThat(rules(table)).contains("total = a + b + c + d").hasSize(2);
  }

  @Test
  void amountsWithDecimalsAreExactWhateverTheirType() {
    String[] columns = {"net", "double(tax) as tax", "string(net + tax) as gross", "tip"};
    Dataset<Row> table =
        table(
                ROWS,
                2,
                "cast(hash % 100003 / 100 as decimal(9,2)) as net",
                "cast(hash div 100003 % 1999 / 100 as decimal(9,2)) as tax",
                "double(hash % 997) / 7 as tip")
            .selectExpr(columns);

    assertThat(rules(table)).containsExactly("gross = net + tax");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, ROWS / 2, ROWS - 1})
  void oneExceptionIsEnough(int exception) {
    Dataset<Row> table =
        table(ROWS, 3, "id", "hash % 13 as a", "hash div 13 % 3001 as b")
            .selectExpr(
                "a",
                "mod(a, 5) + if(id = %d, 1, 0) as decided".formatted(exception),
                "b",
                "a + b + if(id = %d, 1, 0) as sum".formatted(exception));

    assertThat(rules(table)).isEmpty();
  }

  @Test
  void fewRowsProveNothing() {
    String[] columns = {"hash % 7 as a", "hash % 7 % 2 = 0 as b"};

    assertThat(rules(table(97, 2, columns))).isEmpty();
    assertThat(rules(table(997, 2, columns))).containsExactly("b by a");
  }

  /** The rare level is that of 2 rows in 1,999, which may have one cell of 41 by chance. */
  @Test
  void whatHardlyVariesIsNotDecided() {
    assertThat(rules(table(1999, 2, "hash % 41 as a", "id in (5, 9) and hash % 41 = 7 as b")))
        .isEmpty();
  }

  @Test
  void emptyCellsDecideNothingAndMayBeDecided() {
    Dataset<Row> table =
        table(ROWS, 3, "hash % 13 as a", "hash div 13 % 7 as b")
            .selectExpr("if(a < 3, null, a) as a", "if(a < 3, b, if(a = 4, null, a % 3)) as c");

    assertThat(rules(table)).containsExactly("c by a");
  }

  @Test
  void rulesDependOnTheRowsAlone() {
    String[] columns = {
      "hash % 131 as a",
      "hash % 131 % 7 as b",
      "hash div 131 % 5003 as c",
      "hash % 131 + hash div 131 % 5003 as d"
    };
    Dataset<Row> table = table(9 * ROWS, 1, columns);
    TablePlan plan = plan(table);

    assertThat(plan.ruleTexts()).containsExactly("b by a", "d = a + c");
    assertThat(plan(table.orderBy("d", "a").repartition(5)).ruleTexts())
        .isEqualTo(plan.ruleTexts());
    assertThat(CodecFiles.of(plan(table.repartition(7)).codec()))
        .containsExactlyInAnyOrderEntriesOf(CodecFiles.of(plan.codec()));
    assertThat(CodecFiles.of(CodecFiles.read(CodecFiles.of(plan.codec()))))
        .containsExactlyInAnyOrderEntriesOf(CodecFiles.of(plan.codec()));
  }

  @Test
  void whatFollowsFromOtherRulesIsLeftOut() {
    Dataset<Row> table =
        table(ROWS, 2, "hash % 13 as a", "hash % 13 div 2 as b", "hash % 13 div 4 as c")
            .selectExpr("c", "b", "a", "a as twin");

    assertThat(rules(table)).containsExactly("c, b, twin by a");
  }

  /** A number that nearly tells the row decides all others, and its rule would be the table. */
  @Test
  void numbersThatTellTheRowDecideNothing() {
    Dataset<Row> table =
        table(ROWS, 2, "hash % 1000003 as a", "hash div 7 % 11 as b", "hash div 77 % 13 as c");

    assertThat(rules(table.union(table))).isEmpty();
  }

  @Test
  void whatFollowsOnlyWhereACellIsNotEmptyIsKept() {
    Dataset<Row> table =
        table(ROWS, 2, "hash % 101 as h", "id % 3 = 0 as empty")
            .selectExpr("if(empty, null, h) as a", "h % 12 as b", "h % 12 div 4 as c");

    assertThat(rules(table)).containsExactly("b, c by a", "c by b");
  }

  @Test
  void fewRowsThatComeOftenAreAllSeen() {
    Dataset<Row> few = table(23, 1, "id as a", "id % 5 as b");

    assertThat(rules(few.crossJoin(LocalSpark.session().range(997)).select("a", "b")))
        .containsExactly("b by a");
  }

  /** 31 of 2,003 rows have a tip: they do not show that the sum is always of it. */
  @Test
  void numbersThatHardlyVaryArePartsOfNoSum() {
    Dataset<Row> table =
        table(ROWS, 2, "hash % 7919 as a", "if(id % 65 = 0, id, 0) as tip")
            .selectExpr("a", "tip", "a + tip as sum");

    assertThat(rules(table)).isEmpty();
  }
}
