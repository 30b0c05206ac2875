package io.ncsn.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.ColumnCodec;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.ImageCodec;
import io.ncsn.data.codec.LevelCodec;
import io.ncsn.data.codec.NumberCodec;
import io.ncsn.data.codec.RowCodec;
import io.ncsn.data.codec.TableSchema.Layout;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows stored as bytes are the rows stored as floats, bit for bit. */
class ByteFormTest {
  private static final ColumnCodec IMAGE =
      new ImageCodec("image", "array<smallint>", 7, 100 / 3.0, Math.PI * 11, 0, 255);

  /** Every byte is once in each column. */
  private static final int ROWS = 256;

  static Stream<List<ColumnCodec>> columns() {
    ColumnCodec label =
        new LevelCodec("label", "int", Collections.nCopies(256, "0"), false, new double[256]);
    return Stream.of(
        List.of(IMAGE, label),
        List.of(label, IMAGE, label),
        List.of(number("a", 1 / 7.0, 3.3), number("b", 1 / 7.0, 3.3), number("c", 254.999, 1e-3)));
  }

  private static ColumnCodec number(String name, double mean, double scale) {
    return new NumberCodec(name, "int", false, true, mean, scale, 0, 255);
  }

  private static RowCodec codec(List<ColumnCodec> columns) {
    return new RowCodec(Layout.COLUMNS, "", columns);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void theFloatsAreThoseOfTheCodec(List<ColumnCodec> columns) {
    RowCodec codec = codec(columns);
    StoredRows bytes = stored(RowForm.of(codec, true), codec);
    StoredRows floats = stored(RowForm.of(codec, false), codec);

    assertThat(bytes).isInstanceOf(ByteRows.class);
    assertThat(bytes.floats()).containsExactly(floats.floats());
    float[] row = new float[codec.width() + 2];
    float[] other = new float[codec.width() + 2];
    bytes.read(201, row, 1);
    floats.read(201, other, 1);
    assertThat(row).containsExactly(other);
    assertThat(row[1]).isEqualTo((float) columns.get(0).unit(0, 201));
  }

  /** Rows of equal hashes stand in the same order. */
  @Test
  void rowsAreOrderedAsFloatsAre() {
    RowCodec codec = codec(List.of(IMAGE));
    RowForm asBytes = RowForm.of(codec, true);
    RowForm asFloats = RowForm.of(codec, false);
    byte[] bytes = packed(asBytes, codec);
    byte[] floats = packed(asFloats, codec);
    assertThat(floats).hasSize(4 * bytes.length);
    for (int left = 0; left < ROWS; left++) {
      for (int right : new int[] {0, 1, 127, 128, 255, left}) {
        int ofBytes = asBytes.compare(bytes, left * 7, right * 7);
        int ofFloats = asFloats.compare(floats, left * 28, right * 28);
        assertThat(Integer.signum(ofBytes)).isEqualTo(Integer.signum(ofFloats));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, 256, Double.NaN})
  void whatIsNoByteIsSaid(double value) {
    ColumnBlock block = new ColumnBlock(1);
    block.add(new double[] {value});
    RowForm.Packer packer = RowForm.of(codec(List.of(number("a", 0, 1))), true).packer();
    packer.take(block);
    assertThatThrownBy(() -> packer.pack(0, new byte[1], 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it changed while it was read (found " + value);
  }

  private static StoredRows stored(RowForm form, RowCodec codec) {
    return form.unpack(packed(form, codec));
  }

  /** Rows of the bytes from {@code row} on, each column 11 further. */
  private static byte[] packed(RowForm form, RowCodec codec) {
    ColumnBlock block = new ColumnBlock(codec.width());
    IntStream.range(0, ROWS)
        .mapToObj(row -> IntStream.range(0, codec.width()).mapToDouble(c -> (row + 11 * c) % 256))
        .forEach(row -> block.add(row.toArray()));
    RowForm.Packer packer = form.packer();
    packer.take(block);
    byte[] packed = new byte[ROWS * form.rowBytes()];
    for (int row = 0; row < ROWS; row++) {
      packer.pack(row, packed, row * form.rowBytes());
    }
    return packed;
  }
}
