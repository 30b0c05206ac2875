package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Reads the rows of an IDX file one after the other, up to its end, where nothing may follow. */
final class IdxReader {
  private final IdxFile file;
  private final byte[] bytes;
  private final InputStream in;
  private int row;

  /**
   * Opens the file; the end of the task closes it.
   *
   * @param first the row to begin with
   */
  IdxReader(IdxFile file, Configuration hadoop, int first) {
    this.file = file;
    this.bytes = new byte[file.rowSize()];
    this.row = first;
    try {
      in = file.from(hadoop, first);
    } catch (IOException e) {
      throw damaged(e);
    }
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) done -> close());
    }
  }

  /** Returns the next row's bytes, 0 to 255. */
  short[] next() {
    try {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
        throw file.cutShort(row);
      }
      row++;
      if (row == file.rows() && in.read() >= 0) {
        throw file.tooLong();
      }
    } catch (IOException e) {
      throw damaged(e);
    }
    short[] values = new short[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = (short) Byte.toUnsignedInt(bytes[i]);
    }
    return values;
  }

  private DataException damaged(IOException e) {
    return e instanceof EOFException
        ? file.cutShort(row)
        : IdxFile.problem(
            file.input(),
            "%s: %s%s".formatted(file.name(), SparkErrors.reason(e), SparkErrors.advice(e)));
  }

  private void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
