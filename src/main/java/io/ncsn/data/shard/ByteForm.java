package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.DataException;
import io.ncsn.data.codec.RowCodec;
import java.util.Arrays;

/**
 * Values as bytes, as they were read: whole numbers from 0 to 255. A codec's scaler makes them
 * floats where they are read.
 *
 * @param units the floats of the bytes
 */
record ByteForm(ByteUnits units) implements RowForm {
  ByteForm(RowCodec codec) {
    this(new ByteUnits(codec.storedScaler()));
  }

  @Override
  public int rowBytes() {
    return units.dimension();
  }

  @Override
  public Packer packer() {
    return new Bytes();
  }

  /** Scalers do not change the order of values. */
  @Override
  public int compare(byte[] rows, int left, int right) {
    return Arrays.compareUnsigned(rows, left, left + rowBytes(), rows, right, right + rowBytes());
  }

  @Override
  public StoredRows unpack(byte[] packed) {
    return new ByteRows(units, packed);
  }

  /** Packs the rows of a block. */
  private static final class Bytes implements Packer {
    private ColumnBlock block;

    @Override
    public void take(ColumnBlock next) {
      block = next;
    }

    @Override
    public void pack(int row, byte[] target, int at) {
      for (int c = 0; c < block.dimension(); c++) {
        target[at + c] = packed(block.column(c)[row]);
      }
    }

    private static byte packed(double value) {
      byte packed = (byte) (int) value;
      if (Byte.toUnsignedInt(packed) != value) {
        throw new DataException(
            "Cannot cut the input into shards: it changed while it was read (found "
                + value
                + ", counted were whole numbers from 0 to 255 alone); run again");
      }
      return packed;
    }
  }
}
