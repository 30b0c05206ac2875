package io.ncsn.data.read;

import io.ncsn.config.DataSettings.Format;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the name of a file says about it: its format, its compression, and whether it is hidden. */
final class FileNames {
  /** The endings of tables. */
  static final String TABLES =
      ".parquet, .csv, .tsv, .json, .jsonl, .ndjson, .orc, .png, .jpg, .jpeg, idx3-ubyte";

  private static final Map<String, Format> FORMATS =
      Map.of(
          "parquet", Format.PARQUET,
          "csv", Format.CSV,
          "tsv", Format.CSV,
          "json", Format.JSON,
          "jsonl", Format.JSON,
          "ndjson", Format.JSON,
          "orc", Format.ORC,
          "png", Format.IMAGE,
          "jpg", Format.IMAGE,
          "jpeg", Format.IMAGE);

  /** The names of the MNIST family, such as {@code train-images-idx3-ubyte}. */
  private static final Pattern IDX = Pattern.compile("(.*[-.])?idx\\d-ubyte");

  private static final String COMPRESSION =
      "\\.(gz|gzip|bz2|zst|zstd|lz4|snappy|deflate|xz|lzma|lzo|br|z|zip)$";

  private FileNames() {}

  /** The format by the ending, in which case does not count; {@code AUTO} for other endings. */
  static Format format(String name) {
    String ending = ending(name);
    return IDX.matcher(ending).matches() ? Format.IDX : FORMATS.getOrDefault(ending, Format.AUTO);
  }

  /** The ending in lower case, without its point and without that of a compression after it. */
  static String ending(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll(COMPRESSION, "");
    return plain.substring(plain.lastIndexOf('.') + 1);
  }

  /** Whether Spark's readers pass the file over: its own marks, checksums, unfinished copies. */
  static boolean isHidden(String name) {
    return name.startsWith(".")
        || (name.startsWith("_") && !name.contains("="))
        || name.endsWith("._COPYING_");
  }

  /** Whether a hidden file is called as a table: leaving it out would lose rows without a word. */
  static boolean isHiddenTable(String name) {
    boolean appleDouble = name.startsWith("._"); // what macOS writes beside each file
    return isHidden(name) && !appleDouble && format(name) != Format.AUTO;
  }
}
