package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.CellSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.testing.LocalSpark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextCellsTest {
  @Test
  void textsThatStandForNullAreNull() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select * from values ('NA', 'x', 1), (' NA ', '-', 2), ('Nan', '', 3), (null, 'NA-', 4)"
                    + " as t(`a.b`, c, n)");
    List<Row> rows = mended(table, List.of(" NA", "-"), Optional.empty());
    assertThat(rows).extracting(row -> row.getString(0)).containsExactly(null, null, "Nan", null);
    assertThat(rows).extracting(row -> row.getString(1)).containsExactly("x", null, "", "NA-");
    assertThat(rows).extracting(row -> row.getInt(2)).containsExactly(1, 2, 3, 4);
  }

  /** The text of another column stays, though one of its cells looks like a time. */
  @Test
  void timesOfThePatternAreWrittenInIsoForm() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select * from values ('31/12/2023', 'a', 1), (' 29/2/2024', '1/2/2003', 2), ('30/02/2024', 'b', 3),"
                    + " ('9/1/1999', 'c', 4), (null, null, 5) as t(`a.b`, c, n)");
    List<Row> rows = mended(table, List.of(), Optional.of("d/M/yyyy"));
    assertThat(rows)
        .extracting(row -> row.getString(0))
        .containsExactly("2023-12-31", "2024-02-29", "30/02/2024", "1999-01-09", null);
    assertThat(rows).extracting(row -> row.getString(1)).contains("a", "1/2/2003");
  }

  @ParameterizedTest
  @CsvSource({
    "dd.MM.yyyy HH:mm, 05.11.2021 07:09, 2021-11-05T07:09",
    "MMM d uuuu, jan 3 2020, 2020-01-03",
    "yyyyMMddHHmmssXXX, 20200103040506+02:00, 2020-01-03T04:05:06+02:00"
  })
  void patternsMayHaveTimesOfDayAndZones(String pattern, String text, String iso) {
    Dataset<Row> table = LocalSpark.session().range(1).selectExpr("'" + text + "' as t");
    assertThat(mended(table, List.of(), Optional.of(pattern)))
        .extracting(row -> row.getString(0))
        .containsExactly(iso);
  }

  @ParameterizedTest
  @CsvSource({
    "2023/12/31, dd/MM/yyyy",
    "12/31/2023 07:09, MM/dd/yyyy",
    "31.12.23, d.M.yyyy",
    "31-Dec-2023, yyyyMMdd",
    "'Dec 31, 2023', yyyyMMdd"
  })
  void timesOfAnotherPatternAreNamed(String text, String pattern) {
    Dataset<Row> table =
        LocalSpark.session().range(3).selectExpr("'x' as a", "'%s' as b".formatted(text));
    assertThatThrownBy(() -> mended(table, List.of(), Optional.of(pattern)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read times of data.input 't.csv' by data.timestamp-format = %s: found no column of them, and times such as '%s' in column 'b'; mend data.timestamp-format, or set it to auto"
                .formatted(pattern, text));
  }

  /** As in a table of partial rows, which lacks the column of times. */
  @Test
  void aTableWithoutTimesStaysAsItIs() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql("select * from values ('2023-12-31', 'x', '1.5'), ('2024-02-29', '1/2', '10/2')");
    assertThat(mended(table, List.of(), Optional.of("dd/MM/yyyy")))
        .isEqualTo(table.collectAsList());
  }

  /** The first 1,000 rows, by which times are found, have none. */
  @Test
  void timesThatBeginLateAreReadToo() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, 1103, 1, 1)
            .selectExpr("if(id < 1100, null, '31/12/2023') as t", "'2023.12.31' as other");
    assertThat(mended(table, List.of(), Optional.of("dd/MM/yyyy")).get(1102).getString(0))
        .isEqualTo("2023-12-31");
  }

  private static List<Row> mended(Dataset<Row> table, List<String> nulls, Optional<String> format) {
    CellSettings cells =
        new CellSettings(
            Map.of(), CellSettings.Nulls.MODEL, Map.of(), nulls, format, CellSettings.Rules.FOUND);
    return TextCells.mended("t.csv", table, cells).collectAsList();
  }
}
