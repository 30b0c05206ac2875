package io.ncsn.data.shard;

import io.ncsn.data.codec.TextNumbers;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Keys of cells that stand as text. Numbers have the same key in all spellings, such as {@code 1}
 * and {@code 1.0}.
 */
final class TextKeys {
  private static final UserDefinedFunction NUMBER =
      functions.udf((UDF1<String, Double>) TextKeys::number, DataTypes.DoubleType);

  private static final UserDefinedFunction KEY =
      functions.udf((UDF1<String, String>) TextKeys::key, DataTypes.StringType);

  private TextKeys() {}

  /** Returns the numbers that a column of text stands for, null where it is null. */
  static Column number(Column cells) {
    return NUMBER.apply(cells);
  }

  /** Returns the keys of a column of text, null where it is null. */
  static Column of(Column cells) {
    return KEY.apply(cells);
  }

  private static Double number(String text) {
    return text == null ? null : TextNumbers.parse(text);
  }

  private static String key(String text) {
    double number = text == null ? Double.NaN : TextNumbers.parse(text);
    return Double.isNaN(number) ? text : Double.toString(number + 0.0); // −0 is 0
  }
}
