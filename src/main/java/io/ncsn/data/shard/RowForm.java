package io.ncsn.data.shard;

import io.ncsn.data.codec.ColumnBlock;
import io.ncsn.data.codec.RowCodec;
import java.io.Serializable;

/**
 * How values of rows are stored: in batches on their way to a file, in the file, and in the shard
 * that is read from it. Training sees the same floats of all forms.
 */
sealed interface RowForm extends Serializable permits FloatForm, ByteForm {
  /**
   * Returns the form of a codec's rows.
   *
   * @param bytes whether all values are whole and from 0 to 255
   */
  static RowForm of(RowCodec codec, boolean bytes) {
    return bytes ? new ByteForm(codec) : new FloatForm(codec);
  }

  /** Returns the number of bytes that a row takes. */
  int rowBytes();

  /** Returns what packs the rows of blocks, one block after the other. */
  Packer packer();

  /**
   * Compares two packed rows by their values, column by column.
   *
   * @param left where one begins in {@code rows}
   * @param right where the other begins
   */
  int compare(byte[] rows, int left, int right);

  /** Unpacks rows that lie one after the other; the result may keep {@code packed}. */
  StoredRows unpack(byte[] packed);

  /** Packs rows of a block. */
  interface Packer {
    /** Takes a block, which must not change until the next one. */
    void take(ColumnBlock block);

    /** Writes a row of the block as bytes into {@code target}, from {@code at} on. */
    void pack(int row, byte[] target, int at);
  }
}
