package io.ncsn.ml;

import io.ncsn.data.codec.DataException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The schema of what {@code transform} returns. */
final class AddedColumns {
  private static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private AddedColumns() {}

  /**
   * Returns a table's schema with the columns that {@code transform} adds.
   *
   * @throws DataException if the table has a column of such a name, or lacks one that params name
   */
  static StructType schema(ScoreNetworkParams params, StructType table) {
    if (params.isSet(params.inputCols())) {
      for (String name : params.getOrDefault(params.inputCols())) {
        require(table, "inputCols", name);
      }
    }
    if (params.isSet(params.featuresCol())) {
      require(table, "featuresCol", params.getOrDefault(params.featuresCol()));
    }
    StructType schema = table;
    schema = with(schema, params, params.logDensityCol(), DataTypes.DoubleType);
    schema = with(schema, params, params.scoreCol(), NUMBERS);
    schema = with(schema, params, params.latentCol(), NUMBERS);
    return with(schema, params, params.reconstructionCol(), NUMBERS);
  }

  private static StructType with(
      StructType schema, ScoreNetworkParams params, Param<String> column, DataType type) {
    if (!params.isDefined(column)) {
      return schema;
    }
    String name = params.getOrDefault(column);
    if (has(schema, name)) {
      throw new DataException(
          "Cannot add column '%s' (%s): the table has a column of that name; set %2$s to another"
              .formatted(name, column.name()));
    }
    return schema.add(name, type, true);
  }

  private static void require(StructType table, String param, String name) {
    if (!has(table, name)) {
      throw new DataException(
          "Cannot read column '%s' of %s: the table has only %s; give a table with these columns"
              .formatted(
                  name,
                  param,
                  Arrays.stream(table.fieldNames()).limit(20).collect(Collectors.joining(", "))));
    }
  }

  private static boolean has(StructType table, String name) {
    return Arrays.stream(table.fieldNames()).anyMatch(name::equalsIgnoreCase);
  }
}
