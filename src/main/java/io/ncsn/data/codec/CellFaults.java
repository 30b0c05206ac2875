package io.ncsn.data.codec;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;

/** Says what is wrong with a cell that has no key. */
record CellFaults(boolean text, CellReader numbers) implements Serializable {
  CellFaults(DataType found) {
    this(found instanceof StringType, CellReader.isReadable(found) ? CellReader.of(found) : null);
  }

  BadRowReason reason(SpecializedGetters cells, int ordinal) {
    double value = numbers == null ? 0 : numbers.read(cells, ordinal);
    if (Double.isNaN(value)) {
      boolean isText = text && !TextNumbers.isNan(cells.getUTF8String(ordinal).toString());
      return isText ? BadRowReason.TEXT : BadRowReason.NAN;
    }
    if (Double.isInfinite(value)) {
      return BadRowReason.INFINITE;
    }
    return text ? BadRowReason.TEXT : BadRowReason.OVERFLOW;
  }
}
