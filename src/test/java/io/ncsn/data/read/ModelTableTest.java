package io.ncsn.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.codec.TableSchema.Column;
import io.ncsn.data.codec.TableSchema.Layout;
import io.ncsn.data.shard.TestSettings;
import io.ncsn.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTableTest {
  private static final TableSchema COLUMNS =
      new TableSchema(
          Layout.COLUMNS, "", List.of(new Column("Age", "int"), new Column("height", "double")));

  @TempDir Path directory;

  @Test
  void findsColumnsInAnyCaseAndKeepsOthersAsTheyAre() {
    Path input = parquet("select 1.5D HEIGHT, 'Ada' Name, 36 age, true `odd.flag`");
    Dataset<Row> table = open(input, COLUMNS, "name", "odd.flag", "AGE");
    assertThat(Arrays.copyOf(table.columns(), 3)).containsExactly("Name", "odd.flag", "age");
    Row row = table.first();
    assertThat(List.of(row.get(0), row.get(1), row.get(2))).isEqualTo(List.of("Ada", true, 36));
    assertThat(row.<Double>getList(3)).containsExactly(36.0, 1.5);
  }

  @Test
  void givesNaNForCellsWithoutANumber() {
    Path input = parquet("select cast(null as int) age, 1.5D height");
    assertThat(open(input, COLUMNS).first().<Double>getList(0)).containsExactly(Double.NaN, 1.5);
  }

  @Test
  void givesNoNumbersForMalformedLines() throws Exception {
    Path input =
        Files.write(
            directory.resolve("people.csv"),
            List.of("name,AGE,height", "Ada,36,1.5", "Bob,40", "Cleo,?,1.7", "Dan,20,1.9,7"));
    List<Row> rows = open(input, COLUMNS, "NAME").collectAsList();
    assertThat(rows)
        .extracting(row -> row.getString(0))
        .containsExactly("Ada", "Bob", "Cleo", "Dan");
    assertThat(rows.get(0).<Double>getList(1)).containsExactly(36.0, 1.5);
    assertThat(rows.get(1).isNullAt(1)).isTrue();
    assertThat(rows.get(2).<Double>getList(1)).containsExactly(Double.NaN, 1.7);
    assertThat(rows.get(3).isNullAt(1)).isTrue();
  }

  @Test
  void namesAMissingColumnAndWhatTheTableHas() throws Exception {
    Path input = Files.write(directory.resolve("short.csv"), List.of("name,age", "Ada,36"));
    assertThatThrownBy(() -> open(input, COLUMNS))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read column 'height' of the model's columns: the table has only name, age;"
                + " give a table with these columns");
    assertThatThrownBy(() -> open(input, COLUMNS, "id"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Cannot read column 'id' of --columns: the table has only name");
  }

  @Test
  void refusesColumnsOfTypesThatHoldNoNumbers() {
    Path input = parquet("select array(array(1)) v, date'2020-01-01' age, 1 height");
    assertThatThrownBy(() -> open(input, COLUMNS))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Cannot read column 'Age' of the model's columns: found date, need a number;"
                + " give a table with columns like those that the model was trained on");
    assertThatThrownBy(() -> open(input, features(Layout.ARRAY, "int")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("found array<array<int>>, need an array of numbers");
    assertThatThrownBy(() -> open(input, features(Layout.VECTOR, "double")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("need a Spark ML vector");
  }

  @Test
  void keepsNoColumnTwice() {
    Path input = parquet("select 1 age, 2 height");
    assertThatThrownBy(() -> open(input, COLUMNS, "age", "AGE"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Cannot keep column 'AGE' of --columns twice");
  }

  @Test
  void readsArraysOfParquetAndJson() throws Exception {
    TableSchema schema = features(Layout.ARRAY, "int");
    Path parquet = parquet("select array(1, cast(null as int)) v");
    assertThat(open(parquet, schema).first().<Double>getList(0)).containsExactly(1.0, Double.NaN);
    Path json =
        Files.write(
            directory.resolve("arrays.json"), List.of("{\"V\": [1, 2.5]}", "{\"V\": [3", "{}"));
    List<Row> rows = open(json, schema).collectAsList();
    assertThat(rows.get(0).<Double>getList(0)).containsExactly(1.0, 2.5);
    assertThat(rows.get(1).isNullAt(0)).isTrue();
    assertThat(rows.get(2).isNullAt(0)).isTrue();
  }

  @Test
  void readsVectorsDenseSparseAndNull() {
    List<Row> rows =
        List.of(
            RowFactory.create(0, Vectors.dense(1, 2)),
            RowFactory.create(1, Vectors.sparse(2, new int[] {1}, new double[] {3})),
            RowFactory.create(Collections.nCopies(2, null).toArray()));
    Path input = directory.resolve("vectors.parquet");
    LocalSpark.session()
        .createDataFrame(
            rows,
            new StructType().add("id", DataTypes.IntegerType).add("V", SQLDataTypes.VectorType()))
        .coalesce(1)
        .write()
        .parquet(input.toString());
    List<Row> read = open(input, features(Layout.VECTOR, "double")).collectAsList();
    assertThat(read.get(0).<Double>getList(0)).containsExactly(1.0, 2.0);
    assertThat(read.get(1).<Double>getList(0)).containsExactly(0.0, 3.0);
    assertThat(read.get(2).isNullAt(0)).isTrue();
  }

  private static TableSchema features(Layout layout, String type) {
    return new TableSchema(
        layout, "v", List.of(new Column("v[0]", type), new Column("v[1]", type)));
  }

  private static RowCodec codec(TableSchema schema) {
    double[] ones = new double[schema.dimension()];
    Arrays.fill(ones, 1);
    return RowCodec.of(schema, new Scaler(new double[schema.dimension()], ones));
  }

  private Path parquet(String query) {
    Path table = directory.resolve("table.parquet");
    LocalSpark.session().sql(query).write().parquet(table.toString());
    return table;
  }

  private static Dataset<Row> open(Path input, TableSchema schema, String... kept) {
    return ModelTable.open(
        LocalSpark.session(), TestSettings.of(input).build(), codec(schema), List.of(kept));
  }
}
