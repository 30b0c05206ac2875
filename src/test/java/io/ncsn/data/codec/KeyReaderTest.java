package io.ncsn.data.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole numbers at the ends of 64 bits, the two least of which no cell may have as its key. */
class KeyReaderTest {
  private static final DataType WHOLE = DataType.fromDDL("decimal(19,0)");

  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, -9223372036854775808",
    "-9223372036854775807, -9223372036854775808",
    "-9223372036854775806, -9223372036854775806",
    "9223372036854775807, 9223372036854775807"
  })
  void keysThatStandForOtherThingsAreNoNumbers(String number, long key) {
    DataType bigint = DataType.fromDDL("bigint");
    Decimal decimal =
        Decimal.apply(
            scala.math.BigDecimal.javaBigDecimal2bigDecimal(new BigDecimal(number)), 19, 0);
    assertThat(read(bigint, bigint, Long.parseLong(number))).isEqualTo(key);
    assertThat(read(bigint, DataType.fromDDL("string"), UTF8String.fromString(number)))
        .isEqualTo(key);
    assertThat(read(WHOLE, WHOLE, decimal)).isEqualTo(key);
  }

  private static long read(DataType line, DataType found, Object cell) {
    return KeyReader.of(line, found).read(new GenericInternalRow(new Object[] {cell}), 0);
  }
}
