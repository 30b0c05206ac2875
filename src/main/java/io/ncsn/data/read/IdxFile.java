package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A file of the IDX format of MNIST (yann.lecun.com), packed by gzip or not: two bytes 0, the type
 * of numbers, how many dimensions there are, their sizes as big-endian integers, and the numbers in
 * row-major order. Only unsigned bytes are read.
 *
 * @param input the table that it is part of, as the user calls it
 * @param shape sizes of the dimensions; the first is the number of rows
 */
record IdxFile(String input, String path, boolean isPacked, List<Integer> shape)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int UNSIGNED_BYTES = 8;
  private static final int MOST_DIMENSIONS = 4;
  private static final int MOST_BYTES = 1 << 28; // of a row
  private static final int BUFFER = 1 << 16;
  private static final int GZIP = 0x1f8b;

  /**
   * Reads the head of a file.
   *
   * @throws DataException if it is not of IDX, or shorter or longer than its head says
   */
  static IdxFile read(Configuration hadoop, String input, FileStatus file) {
    Path path = file.getPath();
    try {
      boolean isPacked = isPacked(hadoop, path);
      IdxFile found = new IdxFile(input, path.toString(), isPacked, shape(hadoop, input, path));
      if (!isPacked) {
        found.requireLength(file.getLen());
      }
      return found;
    } catch (EOFException cutShort) {
      throw problem(input, path.getName() + " is cut short in its head; get it again");
    } catch (IOException e) {
      throw problem(input, path.getName() + ": " + SparkErrors.reason(e) + SparkErrors.advice(e));
    }
  }

  int rows() {
    return shape.get(0);
  }

  /** Returns how many bytes a row has. */
  int rowSize() {
    return shape.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  String name() {
    return new Path(path).getName();
  }

  /** Opens the file where a row begins. */
  InputStream from(Configuration hadoop, int row) throws IOException {
    Path place = new Path(path);
    long start = head() + (long) row * rowSize();
    InputStream raw = open(hadoop, place, isPacked);
    if (isPacked) {
      raw.skipNBytes(start);
    } else {
      ((FSDataInputStream) raw).seek(start);
    }
    return new BufferedInputStream(raw, BUFFER);
  }

  /** A row ends before its last byte. */
  DataException cutShort(int row) {
    return problem(
        input,
        "%s is cut short: it ends in row %d of %d; get it again"
            .formatted(name(), row + 1, rows()));
  }

  /** Something follows the last row. */
  DataException tooLong() {
    return problem(input, "%s goes on after its %d rows; get it again".formatted(name(), rows()));
  }

  static DataException problem(String input, String what) {
    return new DataException("Cannot read data.input '%s': %s".formatted(input, what));
  }

  private void requireLength(long length) {
    long bytes = length - head();
    if (bytes < (long) rows() * rowSize()) {
      throw cutShort((int) (bytes / rowSize()));
    }
    if (bytes > (long) rows() * rowSize()) {
      throw tooLong();
    }
  }

  private int head() {
    return Integer.BYTES * (1 + shape.size());
  }

  private static boolean isPacked(Configuration hadoop, Path path) throws IOException {
    try (DataInputStream raw = new DataInputStream(open(hadoop, path, false))) {
      return raw.readUnsignedShort() == GZIP;
    }
  }

  private static InputStream open(Configuration hadoop, Path path, boolean isPacked)
      throws IOException {
    InputStream raw = path.getFileSystem(hadoop).open(path);
    return isPacked ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  private static List<Integer> shape(Configuration hadoop, String input, Path path)
      throws IOException {
    try (DataInputStream head = new DataInputStream(open(hadoop, path, isPacked(hadoop, path)))) {
      int magic = head.readInt();
      int dimensions = magic - (UNSIGNED_BYTES << Byte.SIZE);
      if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
        throw problem(
            input,
            "%s begins with 0x%08x, need 0x00000801 to 0x00000804 (IDX, unsigned bytes of 1 to 4 dimensions); give a file of the MNIST family, or set another data.format"
                .formatted(path.getName(), magic));
      }
      List<Integer> shape = new ArrayList<>();
      long size = 1;
      for (int i = 0; i < dimensions; i++) {
        int length = head.readInt();
        size = i == 0 ? 1 : Math.min(size * Math.max(0, length), Integer.MAX_VALUE);
        shape.add(length);
        if (length < 1 || size > MOST_BYTES) {
          throw problem(
              input,
              "%s has a size of %d in its head, need sizes from 1, and at most %d bytes a row; get it again"
                  .formatted(path.getName(), length, MOST_BYTES));
        }
      }
      return List.copyOf(shape);
    }
  }
}
