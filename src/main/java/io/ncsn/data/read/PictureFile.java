package io.ncsn.data.read;

import io.ncsn.data.image.BadPicture;
import io.ncsn.data.image.PictureReader;
import io.ncsn.data.read.PictureLabels.Label;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A file of a picture.
 *
 * @param label null if it lacks one
 * @param fault why it cannot be used, whatever is in it; null if it can
 */
record PictureFile(String path, long length, String label, String fault) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A file of more bytes is not even opened. */
  private static final long MOST_BYTES = 1L << 27;

  static PictureFile of(FileStatus file, Label label) {
    return new PictureFile(file.getPath().toString(), file.getLen(), label.text(), label.fault());
  }

  /** Returns the picture's row: pixels, label, and why there are no pixels if there are none. */
  InternalRow row(Configuration hadoop, PictureReader reader) {
    Path place = new Path(path);
    InputFileBlockHolder.set(place.toUri().toString(), 0, length);
    UTF8String text = UTF8String.fromString(label);
    try {
      if (fault != null) {
        throw new BadPicture(fault);
      }
      short[] pixels = reader.read(bytes(hadoop, place));
      return new GenericInternalRow(
          new Object[] {UnsafeArrayData.fromPrimitiveArray(pixels), text, null});
    } catch (BadPicture e) {
      String why = place.getParent().getName() + "/" + place.getName() + " " + e.getMessage();
      return new GenericInternalRow(new Object[] {null, text, UTF8String.fromString(why)});
    }
  }

  private byte[] bytes(Configuration hadoop, Path place) throws BadPicture {
    if (length > MOST_BYTES) {
      throw new BadPicture("has %d bytes, more than %d".formatted(length, MOST_BYTES));
    }
    byte[] file = new byte[(int) length];
    try (InputStream in = place.getFileSystem(hadoop).open(place)) {
      int read = in.readNBytes(file, 0, file.length);
      return read == file.length ? file : Arrays.copyOf(file, read);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // another try may succeed
    }
  }
}
