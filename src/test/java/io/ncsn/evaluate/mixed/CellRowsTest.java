package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class CellRowsTest {
  private static final int ROWS = 6_007;

  /** Rows that are all equal; the others are all different. */
  private static final int EQUAL = 3_001;

  private static final List<MixedColumn> COLUMNS =
      List.of(MixedColumn.number("number"), MixedColumn.category("text"));

  private static Dataset<Row> table(int partitions) {
    return LocalSpark.session()
        .range(0, ROWS, 1, partitions)
        .selectExpr(
            "if(id < 3001, 0D, cast(id AS double)) as number",
            "if(id < 3001, 'equal', concat('row ', id)) as text");
  }

  @Test
  void rowsOfALargeTableAreAFairSampleOfEqualAndOfDifferentOnes() {
    int limit = 1_499;
    long[][] rows = CellRows.gather(table(3), COLUMNS, limit, 5);

    double share = (double) limit / ROWS;
    long equal = Arrays.stream(rows).filter(row -> row[0] == 0).count();
    assertThat((double) equal).isCloseTo(EQUAL * share, within(fiveErrors(EQUAL, share)));
    assertThat((double) rows.length).isCloseTo(limit, within(fiveErrors(ROWS, share)));
    assertThat(distinct(rows)).isEqualTo(rows.length - equal + 1);
  }

  private static double fiveErrors(int rows, double share) {
    return 5 * Math.sqrt(rows * share * (1 - share));
  }

  private static long distinct(long[][] rows) {
    return Arrays.stream(rows).map(Arrays::toString).distinct().count();
  }

  @Test
  void theSampleAndItsOrderDoNotDependOnPartitions() {
    assertThat(CellRows.gather(table(1), COLUMNS, 701, 5))
        .isDeepEqualTo(CellRows.gather(table(7), COLUMNS, 701, 5));
  }

  @Test
  void allRowsOfASmallTableAreGathered() {
    long[][] rows = CellRows.gather(table(2), COLUMNS, ROWS, 5);

    assertThat(rows).hasDimensions(ROWS, 2);
    assertThat(distinct(rows)).isEqualTo(ROWS - EQUAL + 1);
  }
}
