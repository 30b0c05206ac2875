package io.ncsn.data.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.channels.ChannelGroup.Codes;
import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.config.ConfigException;
import io.ncsn.data.codec.CategoryCodec;
import io.ncsn.data.codec.CellKeys;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.GivenRow;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.testing.LocalSpark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * There are 31 levels; level i stands in 3 + i rows, and 13 are kept: 30 to 18. Of these, 30 to 24
 * have a code each; 23 to 18 share the eighth with 17 to 0, which nothing but their rows is known
 * of.
 */
class LevelsNotKeptTest {
  private static final int LEVELS = 31;
  private static final int KEPT = 13;
  private static final int POOL = 7;
  private static final int NULLS = 41;
  private static final double ROWS = rows(0, LEVELS) + NULLS;

  private static long rows(int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      sum += 3 + i;
    }
    return sum;
  }

  private static String text(int level) {
    return "level %02d".formatted(level);
  }

  private static List<Object> texts() {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < LEVELS; i++) {
      cells.addAll(Collections.nCopies(3 + i, UTF8String.fromString(text(i))));
    }
    cells.addAll(Collections.nCopies(NULLS, null));
    return cells;
  }

  private static PlanOptions options(int counted, int kept, Map<String, ColumnKind> kinds) {
    PlanOptions all = new PlanOptions(kinds, Nulls.MODEL, Map.of(), 0.05, 20, 1000, POOL + 1);
    return all.with(all.limits().counting(counted, kept));
  }

  private static ColumnPlan plan() {
    return new Cells(DataTypes.StringType, texts()).plan(options(1 << 16, KEPT, Map.of()));
  }

  private static CategoryCodec codec() {
    return (CategoryCodec) plan().codec();
  }

  @Test
  void theirRowsCountAsThoseOfTheSharedCode() {
    double[] frequencies = ((Codes) codec().groups(0).get(0)).frequencies();

    assertThat(frequencies).hasSize(POOL + 2);
    for (int k = 0; k < POOL; k++) {
      assertThat(frequencies[k]).isCloseTo((3 + 30 - k) / ROWS, within(1e-12));
    }
    assertThat(frequencies[POOL]).isCloseTo(rows(0, 24) / ROWS, within(1e-12));
    assertThat(frequencies[POOL + 1]).isCloseTo(NULLS / ROWS, within(1e-12));
  }

  @Test
  void thePlanSaysHowManyAreLeftOut() {
    assertThat(plan().values())
        .isEqualTo("31 levels, 24 of them rare, drawn together (58.1 % of rows)");
    assertThat(plan().why()).isEqualTo("text, 18 levels not kept (34.6 % of rows)");
  }

  @Test
  void noRowIsLost() {
    List<float[]> stored = new Cells(DataTypes.StringType, texts()).stored(codec());

    assertThat(stored.stream().filter(row -> row[0] == POOL)).hasSize((int) rows(0, 24));
    assertThat(stored.stream().filter(row -> row[0] == 0)).hasSize(3 + 30);
  }

  @Test
  void keptLevelsAreDrawnInTheirPlace() {
    int draws = 60_013;
    Map<Object, Integer> drawn = new HashMap<>();
    for (Object cell : Cells.written(codec(), Collections.nCopies(draws, Cells.row(POOL)))) {
      drawn.merge(cell, 1, Integer::sum);
    }
    assertThat(drawn).hasSize(6);
    for (int i = 18; i < 24; i++) {
      double share = (3 + i) / (double) rows(18, 24);
      double sigma = Math.sqrt(draws * share * (1 - share));
      assertThat((double) drawn.get(UTF8String.fromString(text(i))))
          .isCloseTo(draws * share, within(5 * sigma));
    }
  }

  /** Columns that the pass over all columns cannot count are counted by themselves. */
  @Test
  void manyLevelsAreKeptAlikeByAPassOfTheirOwn() {
    Dataset<Row> table = table(DataTypes.StringType, texts(), 3);
    ColumnPlan counted =
        ColumnPlanner.plan(table, options(5, KEPT, Map.of()).ofDeclaredTypes()).columns().get(0);

    assertThat(files(counted)).isEqualTo(files(plan()));
    assertThat(counted.why()).isEqualTo(plan().why());
    assertThat(counted.values()).isEqualTo(plan().values());
  }

  @ParameterizedTest
  @ValueSource(ints = {LEVELS - 1, LEVELS, LEVELS + 1})
  void aLimitThatIsBarelyMetKeepsAll(int limit) {
    Dataset<Row> table = table(DataTypes.StringType, texts(), 2);
    ColumnPlan counted =
        ColumnPlanner.plan(table, options(5, limit, Map.of()).ofDeclaredTypes()).columns().get(0);
    CategoryCodec codec = (CategoryCodec) counted.codec();

    assertThat(codec.levels().size()).isEqualTo(Math.min(limit, LEVELS));
    assertThat(codec.otherRows()).isEqualTo(limit < LEVELS ? 3 : 0);
  }

  /** Numbers that are only names, here in doubles, where NaN is a bad cell and no level. */
  @Test
  void numbersAsCategoriesFollowTheSameRule() {
    List<Object> cells = new ArrayList<>();
    for (int i = 0; i < LEVELS; i++) {
      cells.addAll(Collections.nCopies(3 + i, i - 0.25));
    }
    cells.addAll(Collections.nCopies(97, Double.NaN));
    cells.addAll(Collections.nCopies(NULLS, null));
    PlanOptions options = options(5, KEPT, Map.of("x", ColumnKind.CATEGORY));
    ColumnPlan counted =
        ColumnPlanner.plan(table(DataTypes.DoubleType, cells, 3), options).columns().get(0);
    CategoryCodec codec = (CategoryCodec) counted.codec();

    assertThat(counted.why())
        .isEqualTo("asked for, 18 levels not kept (34.6 % of rows), 97 bad cells");
    assertThat(codec.otherRows()).isEqualTo(rows(0, 18));
    assertThat(codec.levels().text(12)).hasToString("17.75");
    assertThat(new Cells(DataTypes.DoubleType, List.of(-0.25, 30 - 0.25)).stored(codec))
        .containsExactly(new float[] {POOL}, new float[] {0});
    assertThat(Cells.written(codec, List.of(Cells.row(0)))).containsExactly(30 - 0.25);
  }

  @Test
  void theModelsFilesTellThem() {
    CategoryCodec read =
        (CategoryCodec) CodecFiles.read(CodecFiles.of(Cells.rowOf(codec()))).columns().get(0);

    assertThat(read.otherRows()).isEqualTo(rows(0, 18));
    assertThat(read.groups(0)).hasToString(codec().groups(0).toString());
  }

  /** Models of tables whose levels are all kept are the files that they were. */
  @Test
  void filesOfFewerLevelsDoNotTellThem() {
    ColumnPlan few =
        new Cells(DataTypes.StringType, texts()).plan(options(1 << 16, LEVELS, Map.of()));

    assertThat(files(few)).doesNotContain("otherRows");
    assertThat(few.why()).isEqualTo("text");
  }

  /** A misspelt level cannot be told from one that is not kept, so neither is a condition. */
  @Test
  void conditionsNameKeptLevels() {
    RowCodec row = Cells.rowOf(codec());
    GivenRow kept = GivenRow.of(row, "sample.where", asked(text(18)));
    assertThat(kept.stored()).containsExactly(POOL);
    assertThat(kept.levels()).hasSize(1);
    assertThat(kept.levels().get(0).shares()[POOL])
        .isCloseTo((3 + 18) / (double) rows(0, 24), within(1e-12));
    assertThatThrownBy(() -> GivenRow.of(row, "sample.where", asked(text(17))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(
            "Cannot give column 'x' the value 'level 17' (sample.where): the training rows have no such value, or too few for the model to keep it; did you mean 'level ");
    assertThatThrownBy(() -> GivenRow.of(row, "sample.where", asked(text(18), text(3))))
        .hasMessageContaining("'level 03'");
  }

  private static Map<String, List<Optional<String>>> asked(String... levels) {
    return Map.of("x", Stream.of(levels).map(Optional::of).toList());
  }

  /** A row whose level is not known cannot be told to obey or to break a rule. */
  @Test
  void suchColumnsTakeNoPartInRules() {
    assertThat(CellKeys.of(codec(), DataTypes.StringType)).isEmpty();
  }

  private static String files(ColumnPlan plan) {
    StringBuilder all = new StringBuilder();
    CodecFiles.of(Cells.rowOf(plan.codec()))
        .forEach(
            (name, bytes) ->
                all.append(name).append('\n').append(new String(bytes, StandardCharsets.UTF_8)));
    return all.toString();
  }

  private static Dataset<Row> table(DataType type, List<Object> cells, int partitions) {
    List<Row> rows = new ArrayList<>();
    cells.forEach(
        cell -> rows.add(RowFactory.create(cell instanceof UTF8String ? cell.toString() : cell)));
    return LocalSpark.session()
        .createDataFrame(rows, new StructType().add("x", type))
        .repartition(partitions);
  }
}
