package io.ncsn.train;

import io.ncsn.data.shard.PackedFloats;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A vector on its way between driver and executors. It travels as one block of bytes: Java's own
 * serialisation of a float array goes number by number.
 */
final class FloatVector implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient float[] values;

  FloatVector(float[] values) {
    this.values = values;
  }

  /** The numbers themselves, not a copy. */
  float[] values() {
    return values;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeObject(PackedFloats.pack(values));
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    byte[] bytes = (byte[]) in.readObject();
    values = new float[bytes.length / Float.BYTES];
    PackedFloats.unpack(bytes, values, 0);
  }
}
