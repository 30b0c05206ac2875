package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.IdCodec;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnPlannerTest {
  private static final int ROWS = 2011;

  private static Dataset<Row> mixed() {
    return LocalSpark.session()
        .range(0, ROWS, 1, 3)
        .selectExpr(
            "id + 7 as number",
            "concat('C-', lpad(cast(id * 13 % 2011 as string), 5, '0')) as customer",
            "cast(id % 89 as smallint) as age",
            "case when id % 10 < 6 then 0D else round(exp(id % 997 / 100D), 2) end as amount",
            "case when id % 11 = 0 then null else element_at(array('a', 'b', 'c'), cast(id % 3 + 1 as int)) end as grade",
            "id % 7 = 0 as flag",
            "date_add(date'2020-01-01', cast(id % 300 as int)) as day",
            "timestamp_ntz'2021-03-04 05:00:00' + make_dt_interval(0, cast(id % 1500 as int)) as hour",
            "cast(id % 1789 as decimal(9,2)) / 4 as price",
            "'x' as one",
            "cast(null as int) as empty",
            "cast(id % 5 as string) as digit",
            "lpad(cast(id % 400 as string), 5, '0') as zip",
            "cast(date_add(date'2019-12-31', cast(id % 41 as int)) as string) as written");
  }

  @Test
  void findsWhatEachColumnIs() {
    TablePlan plan = ColumnPlanner.plan(mixed(), PlanOptions.DEFAULT);
    Map<String, String> kinds =
        plan.columns().stream()
            .collect(
                Collectors.toMap(
                    ColumnPlan::name,
                    c -> c.kind().label() + " " + c.codec().type() + " " + c.channels()));
    assertThat(kinds)
        .containsEntry("number", "id bigint 0")
        .containsEntry("customer", "id string 0")
        .containsEntry("age", "integer smallint 1")
        .containsEntry("amount", "number double 3") // 0 is a state
        .containsEntry("grade", "category string 4") // null is a level
        .containsEntry("flag", "boolean boolean 2")
        .containsEntry("day", "date date 1")
        .containsEntry("hour", "timestamp timestamp_ntz 1")
        .containsEntry("price", "number decimal(13,6) 1")
        .containsEntry("one", "constant string 0")
        .containsEntry("empty", "constant int 0")
        .containsEntry("digit", "category int 5")
        .containsEntry("zip", "category string 256")
        .containsEntry("written", "date date 1")
        .hasSize(14);
    assertThat(plan.rows()).isEqualTo(ROWS);
    assertThat(plan.channels()).isEqualTo(1 + 3 + 4 + 2 + 1 + 1 + 1 + 5 + 256 + 1);
    assertThat(Arrays.asList(plan.toString().split("\n")))
        .hasSize(15)
        .anyMatch(
            line ->
                line.matches(
                    "amount +double +number +\\d+ different values +0.0 to [\\d.]+, 2 decimals +- +0.0 +3"));
  }

  @Test
  void theCodecIsTheSameOnAnyPartitioning() {
    Map<String, byte[]> files =
        CodecFiles.of(ColumnPlanner.plan(mixed(), PlanOptions.DEFAULT).codec());
    for (int parts : new int[] {1, 7}) {
      Dataset<Row> shuffled = mixed().orderBy("age", "number").repartition(parts);
      Map<String, byte[]> others =
          CodecFiles.of(ColumnPlanner.plan(shuffled, PlanOptions.DEFAULT).codec());
      assertThat(others.keySet()).isEqualTo(files.keySet());
      files.forEach((name, bytes) -> assertThat(others.get(name)).as(name).isEqualTo(bytes));
    }
  }

  /** A number of 1e14 has no room for two decimals more in a double. */
  @Test
  void decimalsDoNotDependOnTheOrderOfTheRows() {
    List<Double> cells = new ArrayList<>(List.of(0.25, 0.5, 1e14, 12_345_678_901.5));
    IntStream.range(0, 29).forEach(i -> cells.add(i / 4.0));
    List<Double> reversed = new ArrayList<>(cells);
    Collections.reverse(reversed);
    for (List<Double> order : List.of(cells, reversed)) {
      assertThat(new Cells(DataTypes.DoubleType, order).plan(PlanOptions.DEFAULT).values())
          .isEqualTo("0.0 to 1.0E14, 2 decimals");
    }
  }

  @Test
  void tellsOfCellsThatAreNotOfTheColumnsKind() {
    List<String> texts = new ArrayList<>(List.of("NA", "?", "NA"));
    IntStream.range(0, 29).forEach(i -> texts.add(Integer.toString(i)));
    List<Double> numbers = new ArrayList<>(List.of(Double.NaN, Double.NEGATIVE_INFINITY));
    IntStream.range(0, 31).forEach(i -> numbers.add(i / 4.0));
    assertThat(
            new Cells(DataTypes.StringType, texts.stream().map(UTF8String::fromString).toList())
                .plan(PlanOptions.DEFAULT)
                .why())
        .isEqualTo("29 different values, 3 bad cells");
    assertThat(new Cells(DataTypes.DoubleType, numbers).plan(PlanOptions.DEFAULT).why())
        .isEqualTo("31 different values, 2 bad cells");
  }

  /** More levels than the pass over all columns counts are counted by a pass of their own. */
  @Test
  void countsVeryManyLevelsAndFindsManyIds() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, 140_001, 1, 3)
            .selectExpr(
                "concat('t', id % 70001) as level",
                "concat(lpad(hex(id * 7919 % 1000003), 8, '0'), '-x') as key",
                "concat('K', lpad(cast(id * 3 as string), 7, '0')) as padded");
    TablePlan plan = ColumnPlanner.plan(table, PlanOptions.DEFAULT);
    assertThat(plan.columns().get(0).values()).startsWith("70,001 levels, 69,746 of them rare");
    assertThat(plan.columns().get(1).kind()).isEqualTo(ColumnKind.ID);
    assertThat(plan.columns().get(2).codec())
        .isEqualTo(new IdCodec("padded", "string", "\\K\\0999999", 420_001));
  }

  @ParameterizedTest
  @CsvSource({
    "grade, NUMBER, 'Cannot take column ''grade'' as number: found text; set another kind in data.types, such as category'",
    "day, NUMBER, 'Cannot take column ''day'' as number: found date; set another kind in data.types, such as category'",
    "age, DATE, 'Cannot take column ''age'' as date: found smallint; set another kind in data.types, such as category'",
    "zip, BOOLEAN, 'Cannot take column ''zip'' as boolean: found 400 different texts, need at most 2; set another kind in data.types'",
    "price, INTEGER, 'Cannot take column ''price'' as integer: found 0.000000 to 447.000000; set another kind in data.types, such as number'",
    "age, CONSTANT, 'Cannot take column ''age'' as constant: found 89 different values, need one; set another kind in data.types'"
  })
  void refusesKindsThatDoNotFit(String column, ColumnKind kind, String message) {
    PlanOptions options = options(Map.of(column, kind), Map.of());
    assertThatThrownBy(() -> ColumnPlanner.plan(mixed(), options))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void takesTheKindThatIsAskedFor() {
    PlanOptions options =
        options(
            Map.of(
                "AGE", ColumnKind.CATEGORY,
                "zip", ColumnKind.INTEGER,
                "price", ColumnKind.CATEGORY,
                "day", ColumnKind.ID),
            Map.of("Grade", Nulls.UNKNOWN));
    TablePlan table = ColumnPlanner.plan(mixed(), options);
    assertThat(table.hasUnknownCells()).isTrue();
    assertThat(table.toString().lines())
        .anyMatch(line -> line.matches("grade +string +category .* [\\d,]+ unknown +- +3"));
    Map<String, ColumnPlan> plans =
        table.columns().stream().collect(Collectors.toMap(ColumnPlan::name, plan -> plan));
    assertThat(plans.get("age").channels()).isEqualTo(89);
    assertThat(plans.get("zip").codec().type()).isEqualTo("int");
    assertThat(plans.get("price").channels()).isEqualTo(256); // 1,789 levels, the rare ones pooled
    assertThat(plans.get("day").channels()).isZero();
    assertThat(plans.get("grade").channels()).isEqualTo(3);
  }

  /** More than half of the cells are numbers; the others are no less levels than these. */
  @Test
  void codesThatLookLikeNumbersAreLevelsWhereTheKindSaysSo() {
    List<UTF8String> codes =
        IntStream.range(0, 59)
            .mapToObj(i -> i % 3 == 0 ? i + "B" : "1" + i % 7)
            .map(UTF8String::fromString)
            .toList();
    Cells cells = new Cells(DataTypes.StringType, codes);

    ColumnPlan plan = cells.plan(options(Map.of("x", ColumnKind.CATEGORY), Map.of()));

    assertThat(plan.kind()).isEqualTo(ColumnKind.CATEGORY);
    assertThat(cells.through(plan.codec())).isEqualTo(codes);
  }

  @ParameterizedTest
  @CsvSource({
    "'%d,5', 21, 0, true",
    "'-%d.250,75', 21, 0, true",
    "' +%d,250.75 ', 21, 0, true",
    "'%d,250,125', 21, 20, true",
    "'%d,5', 20, 0, false",
    "'%d,5', 31, 31, false",
    "'%d,', 31, 0, false",
    "'%d,5,7', 31, 0, false",
    "'%d.5,75', 31, 0, false"
  })
  void numbersWithCommasAreNeitherLevelsNorIdsUnlessTheKindSaysSo(
      String form, int numbers, int words, boolean refused) {
    Cells cells =
        new Cells(
            DataTypes.StringType,
            IntStream.range(0, numbers + words)
                .mapToObj(i -> i < numbers ? form.formatted(10 + i) : "w" + i)
                .map(UTF8String::fromString)
                .toList());
    ColumnPlan asked = cells.plan(options(Map.of("x", ColumnKind.CATEGORY), Map.of()));
    assertThat(asked.kind()).isEqualTo(ColumnKind.CATEGORY);
    if (refused) {
      assertThatThrownBy(() -> cells.plan(PlanOptions.DEFAULT))
          .hasMessageContaining("commas, such as '" + form.strip().formatted(10) + "'");
    } else {
      assertThat(cells.plan(PlanOptions.DEFAULT).codec().type()).isEqualTo("string");
    }
  }

  private static PlanOptions options(
      Map<String, ColumnKind> kinds, Map<String, Nulls> columnNulls) {
    return PlanOptions.DEFAULT.with(new CellOptions(kinds, Nulls.MODEL, columnNulls));
  }

  @ParameterizedTest
  @CsvSource({
    "'array(true, false)', 'array<boolean>', 'leave it out by data.exclude'",
    "'map(1, 2)', 'map<int,int>', 'leave it out by data.exclude'",
    "'named_struct(''a'', 1)', 'struct<a:int>', 'name its fields in data.columns, such as odd.a, or leave it out by data.exclude'",
    "'cast(''x'' as binary)', 'binary', 'leave it out by data.exclude'"
  })
  void refusesTypesThatCannotBeModelled(String expression, String type, String remedy) {
    Dataset<Row> table = LocalSpark.session().range(3).selectExpr("id", expression + " as odd");
    assertThatThrownBy(() -> ColumnPlanner.plan(table, PlanOptions.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot model column 'odd': found %s, need numbers, text, booleans, dates, timestamps, or arrays of numbers; %s"
                .formatted(type, remedy));
  }
}
