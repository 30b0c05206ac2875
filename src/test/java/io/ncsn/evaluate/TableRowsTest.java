package io.ncsn.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ncsn.config.EvaluateSettings;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.Scaler;
import io.ncsn.data.codec.TableSchema;
import io.ncsn.data.shard.Shard;
import io.ncsn.testing.LocalSpark;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class TableRowsTest {
  private static final TableSchema TWO =
      schema(TableSchema.Layout.COLUMNS, new String[] {"a`b", "c"}, "int", "double");

  @Test
  void theChoiceDoesNotDependOnOrderOrPartitions() {
    Dataset<Row> table = numbers(5000);
    EvaluateSettings settings = new EvaluateSettings(100, 1, 3);

    double[] chosen = TableRows.of(table.repartition(1), TWO, settings).matrix().values();
    double[] again =
        TableRows.of(table.repartition(7).orderBy("c"), TWO, settings).matrix().values();

    assertThat(again).containsExactly(chosen).hasSize(200);
    assertThat(TableRows.of(table, TWO, new EvaluateSettings(100, 1, 4)).matrix().values())
        .isNotEqualTo(chosen);
  }

  @Test
  void aTableBelowTheLimitIsTakenWhole() {
    GatheredRows rows = TableRows.of(numbers(50), TWO, new EvaluateSettings(100, 1, 3));

    assertThat(Arrays.stream(rows.matrix().column(0)).sorted().toArray())
        .containsExactly(IntStream.range(0, 50).asDoubleStream().toArray());
    assertThat(rows.finite()).isEqualTo(50);
  }

  @Test
  void equalRowsAreChosenOneByOne() {
    int limit = 900;
    Dataset<Row> table = numbers(6000).selectExpr("`a``b` % 3 as `a``b`", "0.0 as c");

    double[] values =
        TableRows.of(table, TWO, new EvaluateSettings(limit, 1, 3)).matrix().column(0);

    double expected = limit / 3.0;
    double deviation = Math.sqrt(limit * (1 / 3.0) * (2 / 3.0));
    for (int value = 0; value < 3; value++) {
      int wanted = value;
      double found = Arrays.stream(values).filter(x -> x == wanted).count();
      assertThat(found).isCloseTo(expected, within(5 * deviation));
    }
  }

  @Test
  void rowsThatAreNotFiniteAreCountedAndLeftOut() {
    Dataset<Row> table =
        table(
            RowFactory.create(1, 1.0),
            RowFactory.create(null, 2.0),
            RowFactory.create(3, Double.NaN),
            RowFactory.create(4, Double.NEGATIVE_INFINITY),
            RowFactory.create(5, -0.0));

    GatheredRows rows = TableRows.of(table, TWO, new EvaluateSettings(10, 1, 3));

    assertThat(rows.matrix().column(0)).containsExactlyInAnyOrder(1, 5);
    assertThat(rows.finite()).isEqualTo(2);
    assertThat(rows.nonFinite()).isEqualTo(3);
  }

  @Test
  void arraysAndVectorsAreReadAndThoseOfAnotherLengthLeftOut() {
    List<Row> rows =
        List.of(
            RowFactory.create(List.of(1.0, 2.0), Vectors.dense(1, 2)),
            RowFactory.create(List.of(3.0), Vectors.dense(3)));
    Dataset<Row> table =
        LocalSpark.session()
            .createDataFrame(
                rows,
                new StructType()
                    .add("array", DataTypes.createArrayType(DataTypes.DoubleType))
                    .add("vector", new VectorUDT()));

    for (TableSchema.Layout layout : List.of(TableSchema.Layout.ARRAY, TableSchema.Layout.VECTOR)) {
      TableSchema schema = schema(layout, new String[] {"f[0]", "f[1]"}, "double", "double");
      GatheredRows read = TableRows.of(table, schema, new EvaluateSettings(10, 1, 3));
      assertThat(read.matrix().values()).containsExactly(1, 2);
      assertThat(read.nonFinite()).isEqualTo(1);
    }
  }

  @Test
  void shardsComeBackInTheUnitsAndTypesOfTheData() {
    Scaler scaler = new Scaler(new double[] {10, 10}, new double[] {3, 3});
    float third = (float) ((12 - 10) / 3.0);
    Shard shard = new Shard(0, 1, 2, new float[] {third, third});

    double[] values =
        TableRows.of(
                Tables.spark().parallelize(List.of(shard)),
                TWO,
                scaler,
                new EvaluateSettings(10, 1, 3))
            .matrix()
            .values();

    assertThat(values[0]).isEqualTo(12); // int
    assertThat(values[1]).isEqualTo(third * 3.0 + 10).isNotEqualTo(12); // double
    assertThat(ColumnType.nearest("decimal(10,2)", 1.2300001)).isEqualTo(1.23);
  }

  @Test
  void missingAndTextColumnsAreNamed() {
    EvaluateSettings settings = new EvaluateSettings(10, 1, 3);
    assertThatThrownBy(() -> TableRows.of(numbers(3).drop("c"), TWO, settings))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'c'");
    Dataset<Row> text = numbers(3).selectExpr("`a``b`", "'x' as c");
    assertThatThrownBy(() -> TableRows.of(text, TWO, settings))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'c': found string, need a number");
  }

  private static TableSchema schema(TableSchema.Layout layout, String[] names, String... types) {
    return new TableSchema(
        layout,
        layout.name().toLowerCase(java.util.Locale.ROOT),
        IntStream.range(0, names.length)
            .mapToObj(j -> new TableSchema.Column(names[j], types[j]))
            .toList());
  }

  private static Dataset<Row> numbers(int rows) {
    return table(
        IntStream.range(0, rows)
            .mapToObj(i -> RowFactory.create(i, Math.sin(i)))
            .toArray(Row[]::new));
  }

  private static Dataset<Row> table(Row... rows) {
    return LocalSpark.session()
        .createDataFrame(
            List.of(rows),
            new StructType().add("a`b", DataTypes.IntegerType).add("c", DataTypes.DoubleType));
  }
}
