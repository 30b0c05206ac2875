package io.ncsn.data.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.channels.ChannelGroup.Plain;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.junit.jupiter.api.Test;

class ImageCodecTest {
  private static final String TYPE = "array<smallint>";
  private static final ImageCodec CODEC = new ImageCodec("image", TYPE, 3, 100, 50, 0, 255);

  private static InternalRow row(Object... numbers) {
    return new GenericInternalRow(new Object[] {null, new GenericArrayData(numbers)});
  }

  private static BadRowReason read(InternalRow row, double[] values) {
    return CODEC.encoder(DataType.fromDDL(TYPE)).encode(row, 1, values, 2);
  }

  @Test
  void readsStandardisesAndWritesAnImage() {
    double[] values = new double[5];
    assertThat(read(row((short) 0, (short) 150, (short) 255), values)).isNull();
    assertThat(values).containsExactly(0, 0, 0, 150, 255);
    float[] stored = new float[1];
    CODEC.store(1, new double[] {150}, 1, stored);
    assertThat(stored).containsExactly(1);
    InternalRow written = new GenericInternalRow(new Object[2]);
    CODEC.decoder().decode(new float[] {9, -2, 1.004f, 3.1f}, 1, 0, 0, written, 1);
    assertThat(written.getArray(1).toShortArray()).containsExactly(0, 150, 255);
    assertThat(CODEC.groups(0)).containsExactly(new Plain(3));
  }

  @Test
  void numbersBeyondThoseOfTheTrainingRowsAreNotWritten() {
    InternalRow written = new GenericInternalRow(new Object[1]);
    CODEC.decoder().decode(new float[] {-7, 0, 40}, 0, 0, 0, written, 0);
    assertThat(written.getArray(0).toShortArray()).containsExactly(0, 100, 255);
    assertThatThrownBy(
            () -> CODEC.decoder().decode(new float[] {0, Float.NaN, 0}, 0, 0, 0, written, 0))
        .hasMessageContaining("NaN of column 'image'");
  }

  @Test
  void saysWhatIsBad() {
    double[] values = new double[5];
    assertThat(read(new GenericInternalRow(new Object[2]), values)).isEqualTo(BadRowReason.NULL);
    assertThat(read(row((short) 1, null, (short) 2), values)).isEqualTo(BadRowReason.NULL);
    assertThat(read(row((short) 1, (short) 2), values)).isEqualTo(BadRowReason.WRONG_LENGTH);
    CellEncoder floats = CODEC.encoder(DataType.fromDDL("array<float>"));
    assertThat(floats.encode(row(1f, Float.NaN, 2f), 1, values, 0)).isEqualTo(BadRowReason.NAN);
    assertThat(floats.encode(row(1f, 2f, Float.NEGATIVE_INFINITY), 1, values, 0))
        .isEqualTo(BadRowReason.INFINITE);
    assertThat(CODEC.reads(DataType.fromDDL("array<string>"))).isFalse();
  }
}
