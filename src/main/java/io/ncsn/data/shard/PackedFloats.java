package io.ncsn.data.shard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Floats as little-endian bytes. */
public final class PackedFloats {
  private PackedFloats() {}

  public static byte[] pack(float[] values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  /** Puts the packed floats into {@code target} from {@code start} on. */
  public static void unpack(byte[] bytes, float[] target, int start) {
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(target, start, bytes.length / Float.BYTES);
  }
}
