package io.ncsn.sample;

import io.ncsn.checkpoint.Checkpoint;
import io.ncsn.checkpoint.ModelDescription;
import io.ncsn.data.codec.CodecFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** A hash of all in a model that samples, densities and scores depend on. */
final class ModelFingerprint {
  private ModelFingerprint() {}

  /** sha256, hex. */
  static String of(Checkpoint checkpoint) {
    ModelDescription model = checkpoint.model();
    String description = model.isMixed() ? ofMixed(model) : ofNumbers(model);
    MessageDigest sha256 = DigestUtils.getSha256Digest();
    sha256.update(description.getBytes(StandardCharsets.UTF_8));
    sha256.update(bytes(checkpoint.samplingParameters()));
    if (checkpoint.vectors().containsKey(Checkpoint.CALIBRATION)) {
      sha256.update(bytes(checkpoint.vector(Checkpoint.CALIBRATION)));
    }
    return Hex.encodeHexString(sha256.digest());
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  private static String ofMixed(ModelDescription model) {
    StringBuilder description = new StringBuilder(model.network().toString());
    description.append(Arrays.toString(model.schedule().levels()));
    CodecFiles.of(model.codec())
        .forEach((name, bytes) -> description.append(name).append(DigestUtils.sha256Hex(bytes)));
    return description.toString();
  }

  private static String ofNumbers(ModelDescription model) {
    return String.join(
        "\n",
        model.network().toString(),
        Arrays.toString(model.schedule().levels()),
        model.table().toString(),
        Arrays.toString(model.scaler().mean()),
        Arrays.toString(model.scaler().scale()),
        Arrays.toString(model.ranges().least()),
        Arrays.toString(model.ranges().greatest()),
        Arrays.toString(model.ranges().mean()),
        Arrays.toString(model.ranges().variance()));
  }
}
