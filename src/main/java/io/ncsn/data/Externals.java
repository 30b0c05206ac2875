package io.ncsn.data;

import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.DataType;
import scala.Function1;

/** From Spark's internal values to those of its public rows. */
final class Externals {
  private Externals() {}

  static Function1<Object, Object> converter(DataType type) {
    return CatalystTypeConverters.createToScalaConverter(type);
  }
}
