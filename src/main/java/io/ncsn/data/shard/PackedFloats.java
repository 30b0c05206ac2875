package io.ncsn.data.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts floats to little-endian bytes and back. */
public final class PackedFloats {
  private PackedFloats() {}

  public static byte[] pack(float[] values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  /** Writes the packed floats into {@code target}, starting at {@code start}. */
  public static void unpack(byte[] bytes, float[] target, int start) {
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target, start, bytes.length / Float.BYTES);
  }
}
