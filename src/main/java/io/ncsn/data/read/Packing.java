package io.ncsn.data.read;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** A way in which bytes are packed, told by the first of them, whatever the file's name says. */
enum Packing {
  GZIP("gzip", "1f8b", "gz"),
  BZIP2("bzip2", "425a68", "bz2"),
  ZSTD("zstd", "28b52ffd", ""),
  LZ4("lz4", "04224d18", ""),
  XZ("xz", "fd377a585a", ""),
  ZIP("zip", "504b0304", ""),
  SNAPPY("framed snappy", "ff060000734e61507059", ""),
  COMPRESS("compress", "1f9d", ""),
  PARQUET("Parquet", "50415231", ""),
  ORC("ORC", "4f5243", "");

  private final String label;
  private final byte[] magic;
  private final String readableAs;

  /**
   * @param magic the first bytes, in hexadecimal
   * @param readableAs the ending of names of files that Spark unpacks; empty if it cannot
   */
  Packing(String label, String magic, String readableAs) {
    this.label = label;
    this.magic = HexFormat.of().parseHex(magic);
    this.readableAs = readableAs;
  }

  static Optional<Packing> of(byte[] head, int length) {
    for (Packing packing : values()) {
      if (packing.begins(head, length)) {
        return Optional.of(packing);
      }
    }
    return Optional.empty();
  }

  private boolean begins(byte[] head, int length) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= length || head[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether Spark unpacks a file of this name by itself. */
  boolean isReadableAs(String name) {
    String upper = readableAs.toUpperCase(Locale.ROOT);
    return !readableAs.isEmpty() && (name.endsWith("." + readableAs) || name.endsWith("." + upper));
  }

  String label() {
    return label;
  }

  private boolean isFormat() {
    return this == PARQUET || this == ORC;
  }

  private String asFormat(String expected) {
    return "is a file of %s and no %s; set data.format to %s, or mend its name"
        .formatted(label, expected, name().toLowerCase(Locale.ROOT));
  }

  /** What a file that is packed so is where {@code expected} was expected, and what to do. */
  String insteadOf(Packing expected) {
    return isFormat()
        ? asFormat(expected.label)
        : "is packed by %s and no %s; unpack it, or mend its name".formatted(label, expected.label);
  }

  /** What is wrong with a text file that is packed so, and what to do about it. */
  String problem(String name) {
    if (isFormat()) {
      return name + " " + asFormat("text");
    }
    return readableAs.isEmpty()
        ? "%s is packed by %s, which cannot be read as text here; unpack it, or pack it by gzip (.gz)"
            .formatted(name, label)
        : "%s is packed by %s, but its name does not end in .%s; rename it"
            .formatted(name, label, readableAs);
  }
}
