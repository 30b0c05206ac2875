package io.ncsn.data.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.testing.LocalSpark;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowWriterTest {

  @ParameterizedTest
  @CsvSource({
    "tinyint, 2.5, 2", // half to even
    "tinyint, 3.5, 4",
    "tinyint, 1000, 127",
    "smallint, -1e6, -32768",
    "int, 41.7, 42",
    "int, 1e12, 2147483647",
    "bigint, -1e30, -9223372036854775808",
    "float, 1e39, 3.4028235E38",
    "double, 0.1, 0.1", // not the float 0.1, which is 0.10000000149011612
    "double, 0.123456789, 0.12346",
    "'decimal(5,2)', 3.14159, 3.14",
    "'decimal(5,2)', -123456, -999.99"
  })
  void roundsAndClampsToTheColumnsType(String type, double unit, String written) {
    TableSchema schema = new TableSchema(Layout.COLUMNS, "", List.of(new Column("x", type)));
    // A value beyond float32 comes in by the scale.
    double scale = Math.abs(unit) > 1e30 ? 1e30 : 1;
    Row row = row(schema, 0, scale, 7, new float[] {0, (float) (unit / scale)}, 1);
    assertThat(row.getLong(0)).isEqualTo(7);
    if (type.equals("float")) {
      assertThat(row.getFloat(1)).isEqualTo(Float.MAX_VALUE);
    } else {
      assertThat(new BigDecimal(row.get(1).toString())).isEqualByComparingTo(written);
    }
  }

  @Test
  void scalesBackAndKeepsConstants() {
    TableSchema schema =
        new TableSchema(
            Layout.COLUMNS,
            "",
            List.of(new Column("x", "double"), new Column("c", "double", true)));
    Scaler scaler = new Scaler(new double[] {10, 0.1}, new double[] {4, 1});
    Row row = DecodedRows.of(schema, scaler, 0, new float[] {-1.5f, 0.3f}, 0);
    assertThat(row.getDouble(1)).isEqualTo(10 - 1.5 * 4);
    assertThat(row.getDouble(2)).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1.97, 3.02", // the end of a column in which many rows hold 0
    "0.05, 12.345, 17.1",
    "-1234.5, 1000.25, 777.7",
    "120000, 1234567.8, 912345.6", // a scale whose last place is tens
    "0.000012, 0.0000321, 0.0000222"
  })
  void givesNumbersOfFewDecimalsBackExactly(double value, double mean, double scale) {
    TableSchema schema = new TableSchema(Layout.COLUMNS, "", List.of(new Column("x", "double")));
    float unit = (float) ((value - mean) / scale);
    for (float inexact : new float[] {Math.nextDown(unit), unit, Math.nextUp(unit)}) {
      Row row = row(schema, mean, scale, 0, new float[] {inexact}, 0);
      assertThat(row.getDouble(1)).isEqualTo(value);
    }
  }

  @Test
  void givesArraysAndVectorsBackAsSuch() {
    List<Column> columns = List.of(new Column("p[0]", "double"), new Column("p[1]", "double"));
    for (Layout layout : List.of(Layout.ARRAY, Layout.VECTOR)) {
      TableSchema schema = new TableSchema(layout, "p", columns);
      StructType type = SampleColumns.schema(codec(schema), "sample_id");
      Row row = row(schema, 1, 2, 3, new float[] {1, -1}, 0);
      Row written = LocalSpark.session().createDataFrame(List.of(row), type).first();
      assertThat(written.getLong(0)).isEqualTo(3);
      if (layout == Layout.ARRAY) {
        assertThat(written.getList(1)).isEqualTo(Arrays.asList(3.0, -1.0));
      } else {
        assertThat((Object) written.getAs("p")).isEqualTo(Vectors.dense(3, -1));
      }
    }
  }

  @Test
  void namesColumnsAsTheInput() {
    TableSchema schema =
        new TableSchema(
            Layout.COLUMNS, "", List.of(new Column("a b", "int"), new Column("c", "decimal(9,3)")));
    assertThat(SampleColumns.schema(codec(schema), "sample_id").toDDL())
        .isEqualTo("sample_id BIGINT NOT NULL,`a b` INT NOT NULL,c DECIMAL(9,3) NOT NULL");
  }

  @Test
  void refusesAColumnNamedAsTheSamplesNumber() {
    TableSchema schema =
        new TableSchema(Layout.COLUMNS, "", List.of(new Column("Sample_ID", "int")));
    assertThatThrownBy(() -> SampleColumns.requireOthers(codec(schema), List.of("sample_id")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot write samples: the input's column 'Sample_ID' has the name of the samples' own column"
                + " 'sample_id'; set data.exclude, or rename the column");
  }

  @Test
  void refusesValuesThatAreNotFinite() {
    TableSchema schema = new TableSchema(Layout.COLUMNS, "", List.of(new Column("x", "int")));
    assertThatThrownBy(() -> row(schema, 0, 1, 0, new float[] {Float.NaN}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RowCodec codec(TableSchema schema) {
    double[] ones = new double[schema.dimension()];
    Arrays.fill(ones, 1);
    return RowCodec.of(schema, new Scaler(new double[ones.length], ones));
  }

  private static Row row(
      TableSchema schema, double mean, double scale, long sample, float[] unit, int start) {
    double[] means = new double[schema.dimension()];
    double[] scales = new double[schema.dimension()];
    Arrays.fill(means, mean);
    Arrays.fill(scales, scale);
    return DecodedRows.of(schema, new Scaler(means, scales), sample, unit, start);
  }
}
