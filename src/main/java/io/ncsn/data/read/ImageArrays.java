package io.ncsn.data.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.RowCodec;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Makes columns of images that stand beside others arrays of numbers. */
final class ImageArrays {
  private static final String DOUBLE = "float64";

  private ImageArrays() {}

  /**
   * Returns the table with arrays of doubles in place of Spark ML vectors, and of arrays of numbers
   * that stand as text. What is no number becomes null.
   *
   * @param names columns of images, if they are there; case does not count
   */
  static Dataset<Row> of(Dataset<Row> table, List<String> names) {
    Dataset<Row> made = table;
    for (StructField field : table.schema().fields()) {
      if (names.stream().anyMatch(field.name()::equalsIgnoreCase)) {
        Column cells = col(Features.quoted(field.name()));
        if (Features.isVector(field.dataType())) {
          // Spark's function takes no null.
          Column array = functions.vector_to_array(cells, DOUBLE);
          made = made.withColumn(field.name(), when(cells.isNotNull(), array));
        } else if (field.dataType() instanceof ArrayType array
            && array.elementType() instanceof StringType) {
          made =
              made.withColumn(
                  field.name(), cells.cast(DataTypes.createArrayType(DataTypes.DoubleType)));
        }
      }
    }
    return made;
  }

  /** Returns the names of a model's columns of images that stand beside others. */
  static List<String> names(RowCodec codec) {
    return codec.columns().stream()
        .filter(ImageCodec.class::isInstance)
        .map(ColumnCodec::name)
        .toList();
  }
}
