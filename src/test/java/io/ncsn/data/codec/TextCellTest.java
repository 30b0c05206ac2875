package io.ncsn.data.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.ConfigException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.Decimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells of conditions as users write them, and as messages show them. */
class TextCellTest {
  private static final String SETTING = "sample.where";

  private static TextCell cells(String type, String... levels) {
    double[] shares = new double[levels.length];
    return new TextCell(0, new LevelCodec("x", type, List.of(levels), false, shares), SETTING);
  }

  /** Types with few and many digits, before and behind the point. */
  @ParameterizedTest
  @CsvSource({
    "'decimal(9,2)', 3.5",
    "'decimal(18,6)', -3.5",
    "'decimal(20,4)', 3.5",
    "'decimal(20,6)', 3.5",
    "'decimal(38,18)', 123456789012312.25",
    "'decimal(38,38)', -0.25"
  })
  void decimalsAreTheNumbersThatAreWritten(String type, String text) {
    GivenCell cell = cells(type, text, "0").read(Optional.of(text));
    assertThat(((Decimal) cell.cell()).toJavaBigDecimal())
        .isEqualByComparingTo(new BigDecimal(text));
  }

  /** A message that offers a date shows it as Java writes it. */
  @ParameterizedTest
  @CsvSource({
    "10015, 6, 19, +10015-06-19",
    "10015, 6, 19, 10015-06-19",
    "-44, 3, 15, -0044-03-15",
    "0, 1, 2, 0000-01-02",
    "1582, 10, 10, 1582-10-10"
  })
  void datesOfFarYearsAreReadAsTheyAreShown(int year, int month, int day, String text) {
    long key = LocalDate.of(year, month, day).toEpochDay();
    assertThat(cells("date").key(text)).isEqualTo(key);
    String shown = new NumberLine("date").text(key);
    assertThat(cells("date").key(shown)).isEqualTo(key);
    assertThat(cells("timestamp").key(text + " 00:00:01Z")).isEqualTo((key * 86400 + 1) * 1000000);
    assertThat(cells("timestamp_ntz").key(shown + "T00:00:01"))
        .isEqualTo((key * 86400 + 1) * 1000000);
  }

  @Test
  void aSignBeforeAYearOfFourDigitsIsNoDate() {
    assertThatThrownBy(() -> cells("date").key("+2020-01-05"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("it is not a date");
  }

  @Test
  void longTextsAreNotShownWhole() {
    String kept = "a".repeat(100);
    assertThat(ColumnWords.quoted(kept)).isEqualTo("'" + kept + "'");
    assertThat(ColumnWords.quoted(kept + "b")).isEqualTo("'" + kept + "…'");
    assertThat(ColumnWords.quoted(null)).isEqualTo("null");
  }
}
