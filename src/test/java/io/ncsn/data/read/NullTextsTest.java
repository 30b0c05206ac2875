package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class NullTextsTest {
  @Test
  void textsThatStandForNullAreNull() {
    Dataset<Row> table =
        LocalSpark.session()
            .sql(
                "select * from values ('NA', 'x', 1), (' NA ', '-', 2), ('Nan', '', 3), (null, 'NA-', 4)"
                    + " as t(`a.b`, c, n)");
    List<Row> rows =
        SourceTable.made("t", table).withNulls(List.of("NA", "-")).table().collectAsList();
    assertThat(rows).extracting(row -> row.getString(0)).containsExactly(null, null, "Nan", null);
    assertThat(rows).extracting(row -> row.getString(1)).containsExactly("x", null, "", "NA-");
    assertThat(rows).extracting(row -> row.getInt(2)).containsExactly(1, 2, 3, 4);
  }
}
