package io.ncsn.data.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** IDX files that tests make. */
public final class MadeIdx {
  private MadeIdx() {}

  /** Returns the bytes of a file of unsigned bytes: those given, over and over. */
  public static byte[] bytes(int[] shape, int... values) {
    int size = 1;
    ByteBuffer head = ByteBuffer.allocate(4 + 4 * shape.length).putInt(0x800 + shape.length);
    for (int length : shape) {
      head.putInt(length);
      size *= length;
    }
    ByteBuffer file = ByteBuffer.allocate(head.capacity() + size).put(head.array());
    for (int i = 0; i < size; i++) {
      file.put((byte) values[i % values.length]);
    }
    return file.array();
  }

  /** Writes bytes, packed if the name ends in {@code .gz}. */
  public static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, file.toString().endsWith(".gz") ? packed(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the bytes as gzip packs them. */
  public static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
