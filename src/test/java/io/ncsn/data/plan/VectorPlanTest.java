package io.ncsn.data.plan;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.config.CellSettings.Nulls;
import io.ncsn.config.ColumnKind;
import io.ncsn.data.codec.BadRowReason;
import io.ncsn.data.codec.CodecFiles;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.KnotMap;
import io.ncsn.data.codec.MaskedCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import io.ncsn.data.codec.RowWriter;
import io.ncsn.data.codec.VectorCodec;
import io.ncsn.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of arrays and Spark ML vectors: what they are found to be, and their cells. */
class VectorPlanTest {
  private static final int ROWS = 211;

  private static Dataset<Row> table(String... columns) {
    return LocalSpark.session().range(0, ROWS, 1, 3).selectExpr(columns);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tinyint", "smallint", "int", "bigint", "float", "double", "decimal(9,2)"})
  void arraysComeBackInTheirType(String type) {
    Dataset<Row> table =
        table("cast(array(id %% 101, 7, id %% 3 - 1) as array<%s>) as x".formatted(type));
    ColumnPlan plan = plan(table, PlanOptions.DEFAULT);

    assertThat(plan.kind()).isEqualTo(ColumnKind.VECTOR);
    assertThat(plan.channels()).isEqualTo(3);
    assertThat(plan.values()).startsWith("3 numbers, -1").contains(" to 100");
    assertThat(plan.codec().type()).isEqualTo("array<" + type + ">");
    assertThat(through(plan.codec(), table)).isEqualTo(cells(table));
    assertThat(through(read(plan.codec()), table)).isEqualTo(cells(table));
  }

  @Test
  void vectorsComeBackWhetherDenseOrSparse() {
    Dataset<Row> dense =
        table("id").select(array_to_vector(expr("array(id / 8D, 0D, id % 2D)")).as("x"));
    ColumnPlan plan = plan(dense, PlanOptions.DEFAULT);

    assertThat(plan.codec().type()).isEqualTo("vector");
    assertThat(through(plan.codec(), dense)).isEqualTo(cells(dense));
    Vector sparse = Vectors.sparse(3, new int[] {0, 2}, new double[] {2.5, 1});
    InternalRow row = row(dense.schema().apply(0).dataType(), sparse);
    double[] values = new double[plan.codec().width()];
    double[] expected = new double[plan.codec().width()];
    RowReader reader = reader(plan.codec(), dense);
    assertThat(reader.read(row, values)).isNull();
    reader.read(row(dense.schema().apply(0).dataType(), Vectors.dense(2.5, 0, 1)), expected);
    assertThat(values).isEqualTo(expected);
    assertThat(
            reader.read(
                row(
                    dense.schema().apply(0).dataType(),
                    Vectors.sparse(Integer.MAX_VALUE, new int[] {7}, new double[] {1})),
                values))
        .as("a sparse vector that is long is not made dense")
        .isEqualTo(BadRowReason.WRONG_LENGTH);
  }

  @Test
  void cellsThatAreNoVectorsOfTheLengthAreBad() {
    Dataset<Row> table = table("array(id % 7 + 0.5D, id % 5 + 0D) as x");
    RowReader reader = reader(plan(table, PlanOptions.DEFAULT).codec(), table);
    double[] values = new double[reader.width()];
    DataType type = table.schema().apply(0).dataType();

    assertThat(reader.read(row(type, List.of(0.5, 3.0)), values)).isNull();
    assertThat(reader.read(row(type, List.of(0.5)), values)).isEqualTo(BadRowReason.WRONG_LENGTH);
    assertThat(reader.read(row(type, List.of()), values)).isEqualTo(BadRowReason.WRONG_LENGTH);
    assertThat(reader.read(row(type, java.util.Arrays.asList(0.5, null)), values))
        .isEqualTo(BadRowReason.NULL);
    assertThat(reader.read(row(type, List.of(0.5, Double.NaN)), values))
        .isEqualTo(BadRowReason.NAN);
    assertThat(reader.read(row(type, List.of(Double.NEGATIVE_INFINITY, 1.0)), values))
        .isEqualTo(BadRowReason.INFINITE);
    assertThat(reader.read(row(type, null), values)).isEqualTo(BadRowReason.NULL);
  }

  @Test
  void nullsAreAStateOrUnknownOrBad() {
    Dataset<Row> table = table("if(id % 4 = 1, null, array(id % 9, id)) as x");
    VectorCodec modelled = (VectorCodec) plan(table, PlanOptions.DEFAULT).codec();

    assertThat(modelled.frequencies()).containsExactly(158 / 211.0, 53 / 211.0);
    assertThat(modelled.width()).isEqualTo(5);
    assertThat(rowOf(modelled).channels().cell(2)).isEqualTo(rowOf(modelled).channels().cell(1));
    assertThat(through(modelled, table)).isEqualTo(cells(table));
    ColumnCodec masked = plan(table, nulls(Nulls.UNKNOWN)).codec();
    assertThat(masked).isInstanceOf(MaskedCodec.class);
    assertThat(masked.width()).isEqualTo(4);
    assertThat(rowOf(masked).channels().cell(1)).as("one cell").isZero();
    assertThat(((VectorCodec) plan(table, nulls(Nulls.BAD)).codec()).nulls()).isFalse();
  }

  private static PlanOptions nulls(Nulls nulls) {
    return new PlanOptions(Map.of(), nulls, Map.of(), 0.05, 20, 1000, 256).ofDeclaredTypes();
  }

  /** There are 106 cells of length 2, 53 of length 3, and 52 that are bad otherwise. */
  @Test
  void theLengthIsThatOfMostCells() {
    ColumnPlan plan =
        plan(
            table(
                "if(id % 2 = 0, array(id, 1D), if(id % 4 = 1, array(id, 2D, 3D), array(0D, 'NaN')))"
                    + " as x"),
            PlanOptions.DEFAULT);

    assertThat(plan.why()).isEqualTo("arrays of numbers, 105 bad cells");
    assertThat(plan.codec().width()).isEqualTo(4);
  }

  /** A codec of a long vector keeps fewer knots of each number. */
  @Test
  void longVectorsKeepFewerKnots() {
    Dataset<Row> table =
        LocalSpark.session()
            .range(0, 2003, 1, 2)
            .selectExpr("transform(sequence(1, 601), i -> sin(id * i)) as x");

    VectorCodec codec = (VectorCodec) plan(table, PlanOptions.DEFAULT).codec();

    assertThat(codec.maps()).hasSize(601);
    assertThat(codec.maps())
        .allSatisfy(map -> assertThat(((KnotMap) map).knots()).hasSizeBetween(200, 300));
  }

  @Test
  void columnsThatCannotBeVectorsAreRefused() {
    assertRefused(
        table("array(string(id), 'b') as x"),
        PlanOptions.DEFAULT.ofDeclaredTypes(),
        "Cannot model column 'x': found array<string>, need numbers, text, booleans, dates, timestamps, or arrays of numbers; leave it out by data.exclude");
    assertRefused(
        table("cast(array() as array<int>) as x"),
        PlanOptions.DEFAULT,
        "Cannot model column 'x': most of its cells hold no values, need arrays or vectors of one length; leave it out by data.exclude");
    assertRefused(
        table("array('NaN' + id) as x"),
        PlanOptions.DEFAULT,
        "Cannot model column 'x': found no array without text, null, NaN and infinities in it, of 211; leave it out by data.exclude");
    assertRefused(
        table("id as x"),
        kind(ColumnKind.VECTOR),
        "Cannot take column 'x' as vector: found bigint; set another kind in data.types, such as category");
    assertRefused(
        table("array(id) as x"),
        kind(ColumnKind.CATEGORY),
        "Cannot take column 'x' as category: found array<bigint>; set another kind in data.types, such as vector");
    assertThat(plan(table("array(id) as x"), kind(ColumnKind.VECTOR)).values())
        .isEqualTo("1 number, 0 to 210");
  }

  @Test
  void nothingButNullIsAConstant() {
    ColumnPlan plan = plan(table("cast(null as array<int>) as x"), PlanOptions.DEFAULT);

    assertThat(plan.kind()).isEqualTo(ColumnKind.CONSTANT);
    assertThat(plan.codec().cellType().catalogString()).isEqualTo("array<int>");
  }

  private static void assertRefused(Dataset<Row> table, PlanOptions options, String message) {
    assertThatThrownBy(() -> plan(table, options))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private static PlanOptions kind(ColumnKind kind) {
    return new PlanOptions(Map.of("x", kind), Nulls.MODEL, Map.of(), 0.05, 20, 1000, 256);
  }

  private static ColumnPlan plan(Dataset<Row> table, PlanOptions options) {
    return ColumnPlanner.plan(table, options).columns().get(0);
  }

  private static RowCodec rowOf(ColumnCodec codec) {
    return Cells.rowOf(codec);
  }

  private static ColumnCodec read(ColumnCodec codec) {
    return CodecFiles.read(CodecFiles.of(rowOf(codec))).columns().get(0);
  }

  private static RowReader reader(ColumnCodec codec, Dataset<Row> table) {
    return new RowReader(rowOf(codec), List.of(table.schema().apply(0).dataType()), -1);
  }

  private static InternalRow row(DataType type, Object cell) {
    StructType schema = new StructType().add("x", type);
    SpecificInternalRow row = new SpecificInternalRow(schema);
    Object own = cell instanceof List<?> list ? list.toArray() : cell;
    row.update(0, CatalystTypeConverters.createToCatalystConverter(type).apply(own));
    return row;
  }

  private static List<Object> cells(Dataset<Row> table) {
    List<Object> cells = new ArrayList<>();
    table.collectAsList().forEach(row -> cells.add(row.get(0)));
    return cells;
  }

  /** The cells of a table through a codec and back. */
  private static List<Object> through(ColumnCodec codec, Dataset<Row> table) {
    RowReader reader = reader(codec, table);
    RowWriter writer = new RowWriter(rowOf(codec));
    DataType type = codec.cellType();
    double[] values = new double[reader.width()];
    List<Object> cells = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      Object own = CatalystTypeConverters.createToCatalystConverter(type).apply(row.get(0));
      SpecificInternalRow in = new SpecificInternalRow(table.schema());
      in.update(0, own);
      assertThat(reader.read(in, values)).isNull();
      float[] stored = new float[values.length];
      for (int i = 0; i < stored.length; i++) {
        stored[i] = (float) values[i];
      }
      SpecificInternalRow out = new SpecificInternalRow(new StructType().add("x", type));
      writer.write(stored, 0, cells.size(), out, 0);
      cells.add(
          out.isNullAt(0) ? null : CatalystTypeConverters.convertToScala(out.get(0, type), type));
    }
    return cells;
  }
}
