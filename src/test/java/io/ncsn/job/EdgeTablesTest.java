package io.ncsn.job;

import static org.assertj.core.api.Assertions.assertThat;

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
    EffectiveSettings settings =
        ShortTraining.settings(
            Stream.of(
                    "data.holdout=0",
                    "network.hidden=11,7",
                    "train.max-seconds=none",
                    "train.max-rounds=1",
                    "train.averaging-frequency=3",
                    "train.batch-size=7",
                    "train.replicas=2",
                    "sample.count=" + count)
                .toArray(String[]::new));
    return Training.of(settings)
        .on(table, folder.resolve(name).toString())
        .model()
        .sampler(settings.settings().sample())
        .rows()
        .drop("sample_id");
  }
}
