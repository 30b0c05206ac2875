package io.ncsn.data.read;

import io.ncsn.data.codec.CellReader;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The type that holds the numbers of two types, where files of one table differ. */
final class NumberTypes {
  private static final List<DataType> WHOLE =
      List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

  private NumberTypes() {}

  /** The wider of two types of numbers, or of arrays of them; empty if one is neither. */
  static Optional<DataType> wider(DataType left, DataType right) {
    if (left.equals(right)) {
      return Optional.of(left);
    }
    if (left instanceof ArrayType first && right instanceof ArrayType second) {
      return wider(first.elementType(), second.elementType()).map(DataTypes::createArrayType);
    }
    if (!CellReader.isNumber(left) || !CellReader.isNumber(right)) {
      return Optional.empty();
    }
    if (WHOLE.contains(left) && WHOLE.contains(right)) {
      return Optional.of(WHOLE.get(Math.max(WHOLE.indexOf(left), WHOLE.indexOf(right))));
    }
    return left instanceof DecimalType first && right instanceof DecimalType second
        ? Optional.of(wider(first, second))
        : Optional.of(DataTypes.DoubleType);
  }

  private static DataType wider(DecimalType left, DecimalType right) {
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    int scale = Math.max(left.scale(), right.scale());
    return whole + scale <= DecimalType.MAX_PRECISION()
        ? DataTypes.createDecimalType(whole + scale, scale)
        : DataTypes.DoubleType;
  }
}
