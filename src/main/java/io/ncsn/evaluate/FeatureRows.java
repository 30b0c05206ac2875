package io.ncsn.evaluate;

import static org.apache.spark.sql.functions.col;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reads a table's feature columns as rows of doubles. Nulls and rows of the wrong length become
 * NaN.
 */
final class FeatureRows {
  private FeatureRows() {}

  static JavaRDD<double[]> read(Dataset<Row> table, TableSchema schema) {
    int dimension = schema.dimension();
    return switch (schema.layout()) {
      case COLUMNS -> columns(table, schema);
      case ARRAY ->
          feature(table, schema.features(), col(quoted(schema.features())).cast("array<double>"))
              .map(row -> fit(row.isNullAt(0) ? List.of() : row.getList(0), dimension));
      case VECTOR ->
          feature(table, schema.features(), col(quoted(schema.features())))
              .map(row -> fit(vector(row), dimension));
    };
  }

  private static JavaRDD<double[]> columns(Dataset<Row> table, TableSchema schema) {
    List<String> names = schema.columns().stream().map(TableSchema.Column::name).toList();
    names.forEach(name -> require(table, name));
    Column[] columns =
        names.stream()
            .map(name -> col(quoted(name)).cast(DataTypes.DoubleType))
            .toArray(Column[]::new);
    return table
        .select(columns)
        .toJavaRDD()
        .map(
            row -> {
              double[] values = new double[row.size()];
              for (int j = 0; j < values.length; j++) {
                values[j] = row.isNullAt(j) ? Double.NaN : row.getDouble(j);
              }
              return values;
            });
  }

  private static void require(Dataset<Row> table, String name) {
    requirePresent(table, name);
    var type = table.schema().apply(name).dataType();
    if (!ColumnType.isNumeric(type)) {
      throw new DataException(
          "Cannot evaluate column '"
              + name
              + "': found "
              + type.simpleString()
              + ", need a number; compare tables of the model's columns");
    }
  }

  private static JavaRDD<Row> feature(Dataset<Row> table, String name, Column column) {
    requirePresent(table, name);
    return table.select(column).toJavaRDD();
  }

  private static void requirePresent(Dataset<Row> table, String name) {
    if (!Arrays.asList(table.columns()).contains(name)) {
      throw new DataException(
          "Cannot evaluate column '"
              + name
              + "': not among the table's columns "
              + Arrays.stream(table.columns()).limit(20).collect(Collectors.joining(", "))
              + "; compare tables of the model's columns");
    }
  }

  private static List<Double> vector(Row row) {
    return row.isNullAt(0)
        ? List.of()
        : Arrays.stream(((Vector) row.get(0)).toArray()).boxed().toList();
  }

  private static double[] fit(List<Double> values, int dimension) {
    double[] row = new double[dimension];
    Arrays.fill(row, Double.NaN);
    if (values.size() == dimension) {
      for (int j = 0; j < dimension; j++) {
        row[j] = values.get(j) == null ? Double.NaN : values.get(j);
      }
    }
    return row;
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
