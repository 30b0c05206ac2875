package io.ncsn.data.codec;

import io.ncsn.data.codec.TableSchema.Layout;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The Spark schema of samples: a number, then the columns of the table. */
public final class SampleColumns {
  private SampleColumns() {}

  /** Returns the schema of samples: {@code idColumn} (bigint), then the codec's columns. */
  public static StructType schema(RowCodec codec, String idColumn) {
    StructField id = DataTypes.createStructField(idColumn, DataTypes.LongType, false);
    if (codec.layout() != Layout.COLUMNS) {
      DataType type =
          codec.layout() == Layout.VECTOR
              ? SQLDataTypes.VectorType()
              : DataTypes.createArrayType(DataType.fromDDL(codec.columns().get(0).type()), false);
      return new StructType().add(id).add(codec.features(), type, false);
    }
    Stream<StructField> columns = codec.columns().stream().map(SampleColumns::field);
    return new StructType(Stream.concat(Stream.of(id), columns).toArray(StructField[]::new));
  }

  private static StructField field(ColumnCodec column) {
    return DataTypes.createStructField(column.name(), column.cellType(), column.writesNull());
  }

  /**
   * Requires that samples can have all columns of a table.
   *
   * @param ours names that no column may have; case does not count
   * @throws DataException if a column has one of them
   */
  public static void requireOthers(RowCodec codec, List<String> ours) {
    if (codec.layout() == Layout.COLUMNS) {
      codec.columns().forEach(column -> requireOther(column.name(), ours));
    } else {
      requireOther(codec.features(), ours);
    }
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
