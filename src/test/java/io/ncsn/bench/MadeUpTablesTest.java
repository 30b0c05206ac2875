package io.ncsn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ncsn.testing.LocalSpark;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

class MadeUpTablesTest {
  private static final int ROWS = 211;

  @Test
  void numbersAreTheSameForASeedAndSomeAreWhole() {
    try (Lab lab = new Lab(LocalSpark::session)) {
      Dataset<Row> table = MadeUpTables.numbers(lab, ROWS, 5, 3);

      assertThat(table.collectAsList())
          .hasSize(ROWS)
          .isEqualTo(MadeUpTables.numbers(lab, ROWS, 5, 3).collectAsList())
          .isNotEqualTo(MadeUpTables.numbers(lab, ROWS, 5, 4).collectAsList());
      assertThat(table.schema().fields())
          .extracting(field -> field.name() + " " + field.dataType().typeName())
          .containsExactly("x0 double", "x1 double", "x2 double", "x3 integer", "x4 double");
    }
  }

  @Test
  void peopleHaveNineCategoriesAndSixNumbers() {
    try (Lab lab = new Lab(LocalSpark::session)) {
      Dataset<Row> table = MadeUpTables.people(lab, ROWS);

      assertThat(table.count()).isEqualTo(ROWS);
      assertThat(table.schema().fields())
          .filteredOn(field -> field.dataType().equals(DataTypes.StringType))
          .hasSize(9);
      assertThat(table.schema().fields()).hasSize(15);
    }
  }
}
