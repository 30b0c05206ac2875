package io.ncsn.testing;

import org.apache.commons.codec.digest.DigestUtils;

/** A model's manifest that was changed as an enemy would: with a checksum that is right. */
public final class SignedManifest {
  private SignedManifest() {}

  /** The manifest with the checksum of its text. */
  public static String of(String text) {
    String empty = text.replaceFirst("\"sha256\" : \"\\w*\"\\s*}\\s*$", "\"sha256\" : \"\"\n}");
    String sha256 = DigestUtils.sha256Hex(empty);
    return empty.replaceFirst("\"sha256\" : \"\"\\s*}\\s*$", "\"sha256\" : \"" + sha256 + "\"\n}");
  }
}
