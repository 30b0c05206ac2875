package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import io.ncsn.settings.EffectiveSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that other programs fail on: each is trained on, and sampled without a new value. */
class EdgeTablesTest {
  private static final SparkSession SPARK = LocalSpark.session();
  @TempDir private static Path folder;

  @Test
  void aColumnOfNullsAndOneOfOneLevelComeBack() {
    Dataset<Row> table =
        SPARK.range(211).selectExpr("cast(null as date) as never", "'x' as one", "id % 3 as some");
    Dataset<Row> samples = samples(table, 101, "nulls");
    assertThat(samples.where("never is null and one = 'x' and some between 0 and 2").count())
        .isEqualTo(101);
    assertThat(samples.schema().apply("never").dataType().sql()).isEqualTo("DATE");
  }

  /** There are 307 rows; 62 lack a and 44 lack b, of which 9 lack both. */
  @Test
  void rowsWithEmptyCellsAreBadWhereNullsAre() {
    Dataset<Row> table =
        SPARK
            .range(307)
            .selectExpr(
                "if(id % 5 = 0, null, string(id % 3)) as a",
                "if(id % 7 = 3, null, id / 4) as b", "id % 2 = 0 as c");
    TrainingResult all = train(table, 67, "bad", "data.nulls=bad", "data.bad-rows=drop");
    assertThat(all.plan().table().rows()).isEqualTo(307 - 62 - 44 + 9);
    assertThat(all.plan().table().badRows().summary()).contains("97 null");
    assertThat(rows(all, 67).where("a is null or b is null or c is null").count()).isZero();

    TrainingResult one = train(table, 67, "one", "data.nulls.b=bad", "data.bad-rows=drop");
    assertThat(one.plan().table().rows()).isEqualTo(307 - 44);
    assertThat(rows(one, 67).where("b is null").count()).isZero();
    assertThat(rows(one, 67).where("a is null").count()).isPositive();
    assertThatThrownBy(() -> train(table, 67, "failed", "data.nulls=bad"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found 97 bad rows (97 null), need none; mend them");
  }

  /** tabsyn#29: tables of categories alone crash. */
  @Test
  void categoriesAlone() {
    Dataset<Row> table =
        SPARK
            .range(307)
            .selectExpr("char(65 + id % 7) as a", "if(id % 5 = 0, null, string(id % 3)) as b");
    Dataset<Row> samples = samples(table, 203, "categories");
    assertThat(samples.count()).isEqualTo(203);
    for (String column : table.columns()) {
      assertThat(samples.select(column).except(table.select(column)).isEmpty()).isTrue();
    }
  }

  /** tabsyn#17: a thousand binaries. */
  @Test
  void aThousandBooleansAlone() {
    String[] columns =
        IntStream.range(0, 1000)
            .mapToObj(c -> "id %% %d < %d as b%d".formatted(c % 7 + 2, c % 2 + 1, c))
            .toArray(String[]::new);
    Dataset<Row> samples = samples(SPARK.range(0, 101, 1, 1).selectExpr(columns), 37, "booleans");
    List<Row> rows = samples.collectAsList();
    assertThat(rows).hasSize(37);
    assertThat(samples.columns()).hasSize(1000);
    assertThat(rows.get(0).get(999)).isInstanceOf(Boolean.class);
  }

  @Test
  void twelveRows() {
    Dataset<Row> table =
        SPARK
            .range(12)
            .selectExpr("string(id % 3) as text", "id / 8 as number", "id % 2 = 0 as yes");
    Dataset<Row> samples = samples(table, 29, "twelve");
    assertThat(samples.where("text in ('0', '1', '2') and number between 0 and 1.375").count())
        .isEqualTo(29);
  }

  /** Short tables of unique texts, which are no ids, have one row a level. */
  @Test
  void oneRowALevel() {
    Dataset<Row> table = SPARK.range(47).selectExpr("concat('n', id) as level", "id % 4 as some");
    Dataset<Row> samples = samples(table, 53, "levels");
    assertThat(samples.count()).isEqualTo(53);
    assertThat(samples.select("level").except(table.select("level")).isEmpty()).isTrue();
  }

  private static Dataset<Row> samples(Dataset<Row> table, int count, String name) {
    return rows(train(table, count, name), count);
  }

  private static TrainingResult train(
      Dataset<Row> table, int count, String name, String... further) {
    return Training.of(settings(count, further)).on(table, folder.resolve(name).toString());
  }

  private static Dataset<Row> rows(TrainingResult result, int count) {
    return result.model().sampler(settings(count).settings().sample()).rows().drop("sample_id");
  }

  private static EffectiveSettings settings(int count, String... further) {
    return ShortTraining.settings(
        Stream.concat(
                Stream.of(
                    "data.holdout=0",
                    "network.hidden=11,7",
                    "train.max-seconds=none",
                    "train.max-rounds=1",
                    "train.averaging-frequency=3",
                    "train.batch-size=7",
                    "train.replicas=2",
                    "sample.count=" + count),
                Stream.of(further))
            .toArray(String[]::new));
  }
}
