package io.ncsn.data.codec;

import io.ncsn.data.codec.TableSchema.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The Spark schema of samples: a number, then the columns of the table. */
public final class SampleColumns {
  private SampleColumns() {}

  /**
   * Returns the schema of samples: {@code idColumn} (bigint), then the input's columns.
   *
   * @param reserved further names that no column of the input may have
   * @throws DataException if the input has a column named as {@code idColumn} or a reserved one;
   *     case does not count
   */
  public static StructType schema(TableSchema schema, String idColumn, String... reserved) {
    StructType fields = new StructType().add(idColumn, DataTypes.LongType, false);
    List<String> ours = Stream.concat(Stream.of(idColumn), Arrays.stream(reserved)).toList();
    if (schema.layout() != Layout.COLUMNS) {
      requireOther(schema.features(), ours);
      DataType type =
          schema.layout() == Layout.VECTOR
              ? SQLDataTypes.VectorType()
              : DataTypes.createArrayType(DataType.fromDDL(schema.columns().get(0).type()), false);
      return fields.add(schema.features(), type, false);
    }
    for (TableSchema.Column column : schema.columns()) {
      requireOther(column.name(), ours);
      fields = fields.add(column.name(), DataType.fromDDL(column.type()), false);
    }
    return fields;
  }

  /**
   * Requires that samples with columns of the names {@code ours} can have {@code column} too.
   *
   * @throws DataException if they cannot
   */
  public static void requireOther(String column, List<String> ours) {
    for (String name : ours) {
      if (column.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        throw new DataException(
            "Cannot write samples: the input's column '"
                + column
                + "' has the name of the samples' own column '"
                + name
                + "'; set data.exclude, or rename the column");
      }
    }
  }
}
