package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.RowReader;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where a table has the cells of a model's columns.
 *
 * @param codec the model's columns
 * @param fields the table's columns that hold their cells: one for each column of the model, or the
 *     one array or vector that holds all
 */
record ModelCells(RowCodec codec, List<StructField> fields) {
  /**
   * Finds the cells.
   *
   * @throws DataException if a column is missing, or of a type that cannot be read as the model's
   */
  static ModelCells of(StructType table, RowCodec codec) {
    return new ModelCells(
        codec,
        switch (codec.layout()) {
          case COLUMNS ->
              codec.columns().stream()
                  .map(column -> typed(table, column.name(), column::reads, column.needs()))
                  .toList();
          case ARRAY ->
              List.of(
                  typed(table, codec.features(), Features::isNumberArray, "an array of numbers"));
          case VECTOR ->
              List.of(typed(table, codec.features(), Features::isVector, "a Spark ML vector"));
        });
  }

  /**
   * Returns a reader of rows of {@link #fields}.
   *
   * @param malformed where the raw text of a malformed line stands, or −1
   */
  RowReader reader(int malformed) {
    return new RowReader(codec, types(), malformed);
  }

  /** Returns the types of the cells, one a column of the model. */
  private List<DataType> types() {
    int columns = codec.columns().size();
    return switch (codec.layout()) {
      case COLUMNS -> fields.stream().map(StructField::dataType).toList();
      case ARRAY ->
          Collections.nCopies(columns, ((ArrayType) fields.get(0).dataType()).elementType());
      case VECTOR -> Collections.nCopies(columns, DataTypes.DoubleType);
    };
  }

  /** Returns a column of the model, if it is of a type that can be read as the model's. */
  static StructField typed(
      StructType table, String name, Predicate<DataType> isReadable, String need) {
    StructField field = field(table, "the model's columns", name);
    if (!isReadable.test(field.dataType())) {
      throw new DataException(
          "Cannot read column '%s' of the model's columns: found %s, need %s; give a table with columns like those that the model was trained on"
              .formatted(name, field.dataType().catalogString(), need));
    }
    return field;
  }

  /** Returns a column by its name, in which case does not count. */
  static StructField field(StructType table, String asked, String name) {
    return Arrays.stream(table.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> missing(table, asked, name));
  }

  private static DataException missing(StructType table, String asked, String name) {
    return new DataException(
        "Cannot read column '%s' of %s: the table has only %s; give a table with these columns"
            .formatted(
                name,
                asked,
                Arrays.stream(table.fieldNames())
                    .filter(other -> !other.equals(TableReader.MALFORMED_LINE))
                    .limit(20)
                    .collect(Collectors.joining(", "))));
  }
}
