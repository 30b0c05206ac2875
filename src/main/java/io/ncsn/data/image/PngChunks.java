package io.ncsn.data.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The chunks that a PNG file consists of, looked through before its pixels are decoded. */
final class PngChunks {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int END = name("IEND");
  private static final int ANIMATION = name("acTL");
  private static final int NAME_AND_CHECKSUM = 8;
  private static final int TRANSPARENT = name("tRNS");
  private static final int FULL = 255;

  /** Where the first chunk says how many bits a value has, and which colours. */
  private static final int BITS = 24;

  private static final int COLOURS = 25;
  private static final int GREY = 0;

  private PngChunks() {}

  /**
   * Checks a file if it is PNG.
   *
   * @throws BadPicture if it is cut short, a chunk's checksum is wrong, or it is animated
   */
  static void requireWhole(byte[] file) throws BadPicture {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (file.length < Long.BYTES || bytes.getLong() != SIGNATURE) {
      return;
    }
    try {
      for (int name = 0; name != END; ) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining() - NAME_AND_CHECKSUM) {
          throw new BadPicture("is cut short");
        }
        CRC32 checksum = new CRC32();
        checksum.update(file, bytes.position(), Integer.BYTES + length);
        name = bytes.getInt();
        bytes.position(bytes.position() + length);
        if (bytes.getInt() != (int) checksum.getValue()) {
          throw new BadPicture("is damaged (a checksum is wrong)");
        }
        if (name == ANIMATION) {
          throw new BadPicture("is animated");
        }
      }
    } catch (BufferUnderflowException e) {
      throw new BadPicture("is cut short", e);
    }
  }

  /**
   * Returns the value that is transparent in a whole PNG file of grey with less than 8 bits, on the
   * scale to 255; −1 if there is none, or the file is another.
   */
  static int transparentGrey(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    if (bytes.getLong() != SIGNATURE || file[BITS] >= Byte.SIZE || file[COLOURS] != GREY) {
      return -1;
    }
    int length = bytes.getInt();
    for (int name = bytes.getInt(); name != END; name = bytes.getInt()) {
      if (name == TRANSPARENT) {
        return bytes.getShort() * FULL / ((1 << file[BITS]) - 1);
      }
      bytes.position(bytes.position() + length + Integer.BYTES);
      length = bytes.getInt();
    }
    return -1;
  }

  private static int name(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getInt();
  }
}
