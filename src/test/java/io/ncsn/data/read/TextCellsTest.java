package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.config.CellSettings;
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

  private static List<Row> mended(Dataset<Row> table, List<String> nulls, Optional<String> format) {
    CellSettings cells =
        new CellSettings(
            Map.of(), CellSettings.Nulls.MODEL, Map.of(), nulls, format, CellSettings.Rules.FOUND);
    return TextCells.mended(table, cells).collectAsList();
  }
}
