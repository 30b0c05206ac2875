package io.ncsn.data.read;

import io.ncsn.data.image.BadPicture;
import io.ncsn.data.image.PictureReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** A file of a picture. */
record PictureFile(String path, long length) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** A file of more bytes is not even opened. */
  private static final long MOST_BYTES = 1L << 27;

  /** Returns the picture's row: pixels, label, and why there are no pixels if there are none. */
  InternalRow row(Configuration hadoop, PictureReader reader) {
    Path place = new Path(path);
    InputFileBlockHolder.set(place.toUri().toString(), 0, length);
    String directory = place.getParent().getName();
    UTF8String label = UTF8String.fromString(directory);
    try {
      short[] pixels = reader.read(bytes(hadoop, place));
      return new GenericInternalRow(
          new Object[] {UnsafeArrayData.fromPrimitiveArray(pixels), label, null});
    } catch (BadPicture e) {
      String why = directory + "/" + place.getName() + " " + e.getMessage();
      return new GenericInternalRow(new Object[] {null, label, UTF8String.fromString(why)});
    }
  }

  private byte[] bytes(Configuration hadoop, Path place) throws BadPicture {
    if (length > MOST_BYTES) {
      throw new BadPicture("has %d bytes, more than %d".formatted(length, MOST_BYTES));
    }
    try (InputStream in = place.getFileSystem(hadoop).open(place)) {
      return in.readNBytes((int) MOST_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // another try may succeed
    }
  }
}
