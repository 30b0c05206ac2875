package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.shard.Census.Sums;
import org.junit.jupiter.api.Test;

class CensusTest {
  private static final int BLOCKS = 3;

  @Test
  void findsTheOnlyFractionWhereverItStands() {
    int capacity = new ColumnBlock(2).capacity();
    for (int at : new int[] {0, capacity - 1, capacity, BLOCKS * capacity - 1}) {
      Census census = census(capacity, at, 0.5);
      assertThat(census.narrowestType(0)).as("fraction at " + at).isEqualTo("double");
      assertThat(census.narrowestType(1)).isEqualTo("int");
      assertThat(census.holdsBytes()).isFalse();
    }
    Census whole = census(capacity, 0, 250);
    assertThat(whole.narrowestType(0)).isEqualTo("int");
    assertThat(whole.holdsBytes()).isTrue();
  }

  @Test
  void keepsTheFractionOfAPartThatItMerges() {
    Census merged = census(7, 0, 250).merge(census(7, 20, -0.25)).merge(census(7, 0, 250));
    assertThat(merged.narrowestType(0)).isEqualTo("double");
    assertThat(merged.narrowestType(1)).isEqualTo("int");
  }

  /** Rows (i mod 256, 255 − i mod 256) in blocks, but for one cell of the first column. */
  private static Census census(int rowsInBlock, int at, double odd) {
    Census census = new Census(2, new RowHash(5, 0.1), Sums.NONE);
    ColumnBlock block = new ColumnBlock(2);
    for (int i = 0; i < BLOCKS * rowsInBlock; i++) {
      block.add(new double[] {i == at ? odd : i % 256, 255 - i % 256});
      if (block.rows() == rowsInBlock) {
        census.add(block);
        block.clear();
      }
    }
    return census;
  }
}
