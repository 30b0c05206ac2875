package io.ncsn.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedRowsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.999})
  void rowsAreAsFrequentAsTheirWeights(double offset) {
    assertThat(WeightedRows.drawn(new double[] {0, 0.5, 1.5, 0}, 8, offset))
        .containsExactly(1, 1, 2, 2, 2, 2, 2, 2);
  }

  @Test
  void chosenRowsAreCopiedInTheirOrder() {
    assertThat(WeightedRows.rows(new float[] {1, 2, 3, 4, 5, 6}, 2, new int[] {2, 0, 2}))
        .containsExactly(5, 6, 1, 2, 5, 6);
  }
}
