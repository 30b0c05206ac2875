package io.ncsn.data.plan;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.SpreadCodec;
import io.ncsn.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

/** Values that many rows have, in columns of more different values than are counted one by one. */
class CrowdedCountersTest {
  private static final int ROWS = 50_021;
  private static final PlanOptions FEW_COUNTERS =
      PlanOptions.DEFAULT.with(PlanOptions.DEFAULT.limits().counting(1 << 12, 1 << 20));

  /** 60 % of the rows are 0, 7 % are 8,000, and the others go from 1 to 20,011. */
  private static Dataset<Row> table() {
    return LocalSpark.session()
        .range(0, ROWS, 1, 3)
        .selectExpr(
            "CASE WHEN id % 100 < 60 THEN 0L WHEN id % 100 < 67 THEN 8000L ELSE 1 + id * 7919 % 20011 END AS n");
  }

  @Test
  void aValueOfManyRowsIsAStateBesideItsNeighbours() {
    for (String cells :
        List.of("n", "n / 100.0D AS n", "CAST(n AS STRING) AS n", "array(n) AS n")) {
      Dataset<Row> table = table().selectExpr(cells);
      ColumnPlan plan = ColumnPlanner.plan(table, FEW_COUNTERS).columns().get(0);
      if (cells.startsWith("array")) {
        assertThat(masses(table)).as(cells).containsExactly(share(0, 60), share(60, 67));
        continue;
      }
      assertThat(plan.inflated().stream().map(Double::parseDouble))
          .as(cells)
          .containsExactly(0.0, cells.contains("/") ? 80.0 : 8000.0);
      double[] shares = ((SpreadCodec) plan.codec()).frequencies();
      assertThat(shares[1]).as(cells).isEqualTo(share(0, 60));
      assertThat(shares[2]).as(cells).isEqualTo(share(60, 67));
    }
  }

  /** By themselves such texts would stay text, as their zeros in front tell. */
  @Test
  void textsThatAreSaidToBeNumbersAreReadAgainAsNumbers() {
    PlanOptions asked =
        FEW_COUNTERS.with(new CellOptions(Map.of("n", ColumnKind.NUMBER), Nulls.MODEL, Map.of()));
    Dataset<Row> table = table().selectExpr("lpad(CAST(n AS STRING), 6, '0') AS n");
    ColumnPlan plan = ColumnPlanner.plan(table, asked).columns().get(0);
    assertThat(plan.inflated().stream().map(Double::parseDouble)).containsExactly(0.0, 8000.0);
  }

  /** Returns the parts of the rows that are in counters of single numbers with many rows. */
  private static List<Double> masses(Dataset<Row> table) {
    KeyProfile profile = TableProfile.of(table, FEW_COUNTERS).columns().get(0).keyProfiles().get(0);
    return Arrays.stream(profile.buckets())
        .filter(bucket -> bucket.isSingle() && bucket.count() > ROWS / 20)
        .map(bucket -> bucket.count() / (double) ROWS)
        .toList();
  }

  private static double share(int from, int to) {
    return (double) IntStream.range(0, ROWS).filter(id -> id % 100 >= from && id % 100 < to).count()
        / ROWS;
  }

  @Test
  void allCellsAreStillCountedOnceHoweverTheTableIsCut() {
    Dataset<Row> table = table().withColumn("m", col("n").cast(DataTypes.DoubleType));
    TableProfile whole = TableProfile.of(table, FEW_COUNTERS);
    TableProfile cut = TableProfile.of(table.repartition(7), FEW_COUNTERS);
    for (int c = 0; c < 2; c++) {
      KeyProfile profile = whole.columns().get(c).keyProfiles().get(0);
      assertThat(profile.isExact()).isFalse();
      assertThat(profile.crowded()).isEmpty();
      assertThat(profile.buckets())
          .isEqualTo(cut.columns().get(c).keyProfiles().get(0).buckets())
          .isSortedAccordingTo((a, b) -> Long.compare(a.greatest(), b.least()));
      assertThat(Arrays.stream(profile.buckets()).mapToLong(KeyCounts.Bucket::count).sum())
          .isEqualTo(ROWS);
    }
  }
}
