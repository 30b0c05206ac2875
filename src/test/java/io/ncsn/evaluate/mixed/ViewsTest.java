package io.ncsn.evaluate.mixed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewsTest {
  /** Each kind of column has half of 24 charts, or what the other leaves. */
  @ParameterizedTest
  @CsvSource({"6, 9, 6", "212, 88, 12", "300, 0, 24", "0, 300, 0", "5, 300, 5", "300, 7, 17"})
  void numbersHaveHalfOfTheChartsOrWhatCategoriesLeave(int numbers, int categories, int drawn) {
    assertThat(Views.drawnNumbers(numbers, categories)).isEqualTo(drawn);
  }
}
