package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableBlocksTest {
  private static final int ROWS = 8892;

  /** A 16th of the table, in whole batches. */
  private static final int BLOCK = 3 * TableBlocks.BATCH;

  /** Row i: the columns i and "a" to keep, the numbers (i, 2i). */
  private static Dataset<Row> table(int partitions) {
    return LocalSpark.session()
        .range(0, ROWS, 1, partitions)
        .selectExpr("id", "'a' as a", "array(cast(id as double), 2d * id) as numbers");
  }

  private static List<RowBlock> batches(TableBlocks blocks, int... numbers) {
    return blocks.batches(List.of(Arrays.stream(numbers).boxed().toList())).collect();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void blocksAreTheSameHoweverTheTableIsPartitioned(int partitions) {
    TableBlocks blocks = TableBlocks.of(table(partitions), 2);
    assertThat(blocks.count()).isEqualTo(12);
    List<Long> ids = new ArrayList<>();
    for (int block = 0; block < 12; block++) {
      long first = (long) block * BLOCK;
      for (RowBlock batch : batches(blocks, block)) {
        assertThat(batch.first()).isEqualTo(first);
        assertThat(batch.rows()).isEqualTo((int) Math.min(TableBlocks.BATCH, ROWS - first));
        for (int i = 0; i < batch.rows(); i++) {
          ids.add((Long) batch.kept()[i][0]);
          assertThat(batch.kept()[i][1]).isEqualTo("a");
          assertThat(batch.numbers()[2 * i]).isEqualTo(first + i);
          assertThat(batch.numbers()[2 * i + 1]).isEqualTo(2.0 * (first + i));
        }
        first += batch.rows();
      }
    }
    assertThat(ids).isEqualTo(IntStream.range(0, ROWS).mapToObj(Long::valueOf).toList());
  }

  /** Small tables have work for 16 cores; of larger ones, a block is a moment's work. */
  @ParameterizedTest
  @CsvSource({"0, 256", "1, 256", "4096, 256", "4097, 512", "65537, 4096", "5000000000, 4096"})
  void aBlockIsASixteenthOfASmallTable(long rows, int block) {
    assertThat(TableBlocks.block(rows)).isEqualTo(block);
  }

  @Test
  void tasksGetTheBlocksTheyAreGivenAndNoOthers() {
    TableBlocks blocks = TableBlocks.of(table(2), 2);
    List<List<Long>> firsts =
        blocks.batches(List.of(List.of(2), List.of(0))).map(RowBlock::first).glom().collect();
    assertThat(firsts).hasSize(2);
    assertThat(firsts.get(0)).allMatch(first -> first >= 2 * BLOCK);
    assertThat(firsts.get(1)).hasSize(3).allMatch(first -> first < BLOCK);
  }

  @Test
  void theContentsAreTheRowsInTheirOrder() {
    String contents = contents(table(1));
    assertThat(contents).startsWith(ROWS + " rows with hash ");
    assertThat(contents(table(5))).isEqualTo(contents);
    assertThat(contents(table(1).orderBy(functions.desc("id")))).isNotEqualTo(contents);
    assertThat(contents(table(1).where("id <> 7"))).isNotEqualTo(contents);
    assertThat(
            contents(
                table(3).selectExpr("id", "a", "if(id = 4000, array(0d, 0d), numbers) as numbers")))
        .isNotEqualTo(contents);
  }

  /** Spark hashes no maps; a map beside the numbers is kept all the same. */
  @Test
  void aMapCanBeKept() {
    Dataset<Row> maps = table(1).selectExpr("map('k', id) as m", "numbers");
    assertThat(batches(TableBlocks.of(maps, 2), 0).get(0).kept()[5][0]).hasToString("Map(k -> 5)");
  }

  @Test
  void anEmptyTableIsOneEmptyBlock() {
    TableBlocks blocks = TableBlocks.of(table(2).where("id < 0"), 2);
    assertThat(blocks.count()).isEqualTo(1);
    assertThat(batches(blocks, 0)).isEmpty();
  }

  private static String contents(Dataset<Row> table) {
    return TableBlocks.of(table, 2).contents().toString();
  }
}
