package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.RowCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Values as little-endian floats, standardised as a codec says.
 *
 * @param codec standardises the rows
 */
record FloatForm(RowCodec codec) implements RowForm {
  private static final VarHandle FLOAT =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  @Override
  public int rowBytes() {
    return codec.width() * Float.BYTES;
  }

  @Override
  public Packer packer() {
    return new Floats(codec);
  }

  @Override
  public int compare(byte[] rows, int left, int right) {
    int rowBytes = rowBytes();
    int compared = 0;
    for (int at = 0; compared == 0 && at < rowBytes; at += Float.BYTES) {
      compared =
          Float.compare((float) FLOAT.get(rows, left + at), (float) FLOAT.get(rows, right + at));
    }
    return compared;
  }

  @Override
  public StoredRows unpack(byte[] packed) {
    float[] values = new float[packed.length / Float.BYTES];
    PackedFloats.unpack(packed, values, 0);
    return new FloatRows(codec.width(), values);
  }

  /** Standardises a block, and packs its rows. */
  private static final class Floats implements Packer {
    private final RowCodec codec;
    private final float[][] units;

    Floats(RowCodec codec) {
      this.codec = codec;
      this.units = new float[codec.width()][new ColumnBlock(codec.width()).capacity()];
    }

    @Override
    public void take(ColumnBlock block) {
      codec.store(block, units);
    }

    @Override
    public void pack(int row, byte[] target, int at) {
      int end = at;
      for (float[] column : units) {
        FLOAT.set(target, end, column[row]);
        end += Float.BYTES;
      }
    }
  }
}
