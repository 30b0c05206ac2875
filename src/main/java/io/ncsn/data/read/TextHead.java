package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The first lines of a text file, looked at before Spark does: Spark reads lines whole, however
 * long they are, and ends the process when one does not fit into memory.
 *
 * @param name name of the file
 * @param lines its first lines that are not blank, whole ones only
 */
public record TextHead(String name, List<String> lines) {
  /** A line of a table of 100,000 columns is about 2 MB long. */
  private static final int LONGEST_LINE = 1 << 24;

  private static final int ENOUGH = 1 << 16;
  private static final int MAGIC = 10;

  /**
   * Looks at each file.
   *
   * @throws DataException if one is no text, cannot be unpacked, or has a line without an end
   */
  static List<TextHead> of(Configuration hadoop, InputFiles input) {
    CompressionCodecFactory codecs = codecs(hadoop);
    return input.files().stream().map(file -> of(hadoop, codecs, input.input(), file)).toList();
  }

  /** Looks at one file of {@code input}. */
  public static TextHead of(Configuration hadoop, String input, FileStatus file) {
    return of(hadoop, codecs(hadoop), input, file);
  }

  private static CompressionCodecFactory codecs(Configuration hadoop) {
    Configuration all = new Configuration(hadoop);
    all.set(UpperCaseCodecs.SETTING, UpperCaseCodecs.addedTo(hadoop));
    return new CompressionCodecFactory(all);
  }

  private static TextHead of(
      Configuration hadoop, CompressionCodecFactory codecs, String input, FileStatus file) {
    String name = file.getPath().getName();
    try {
      requireReadable(hadoop, input, file);
      byte[] bytes = read(hadoop, codecs, input, file);
      if (bytes.length == 0) {
        throw problem(input, name + " holds no text once unpacked; remove it, or mend it");
      }
      return new TextHead(name, lines(bytes));
    } catch (EOFException cutShort) {
      throw problem(input, name + " is cut short; " + SparkErrors.CHECK_WHOLE);
    } catch (IOException e) {
      throw problem(input, name + ": " + SparkErrors.reason(e) + SparkErrors.advice(e));
    }
  }

  private static void requireReadable(Configuration hadoop, String input, FileStatus file)
      throws IOException {
    String name = file.getPath().getName();
    FileSystem system = file.getPath().getFileSystem(hadoop);
    try (InputStream raw = system.open(file.getPath())) {
      byte[] head = new byte[MAGIC];
      int length = raw.readNBytes(head, 0, MAGIC);
      Packing.of(head, length)
          .filter(packing -> !packing.isReadableAs(name))
          .ifPresent(
              packing -> {
                throw problem(input, packing.problem(name));
              });
    }
  }

  private static byte[] read(
      Configuration hadoop, CompressionCodecFactory codecs, String input, FileStatus file)
      throws IOException {
    CompressionCodec codec = codecs.getCodec(file.getPath());
    String name = file.getPath().getName();
    try (InputStream raw = file.getPath().getFileSystem(hadoop).open(file.getPath())) {
      return upToLine(input, name, codec == null ? raw : unpack(codec, raw, input, name));
    }
  }

  private static InputStream unpack(
      CompressionCodec codec, InputStream raw, String input, String name) throws IOException {
    try {
      return codec.createInputStream(raw);
    } catch (RuntimeException | LinkageError e) {
      throw new DataException(
          "Cannot read data.input '%s': %s is packed in a way that cannot be read here (%s); unpack it, or pack it by gzip (.gz)"
              .formatted(input, name, SparkErrors.reason(e)),
          e);
    }
  }

  /** The first bytes: enough of them, and the first line that is not blank. */
  private static byte[] upToLine(String input, String name, InputStream text) throws IOException {
    byte[] bytes = new byte[ENOUGH];
    int length = 0;
    boolean lineEnded = false;
    boolean filled = false;
    for (int read; (read = text.read(bytes, length, bytes.length - length)) >= 0; ) {
      for (int i = length; i < length + read && !lineEnded; i++) {
        if (bytes[i] == 0) {
          throw problem(
              input,
              name
                  + " is not text in UTF-8 (found a byte 0 in its first line); convert it, or set data.format");
        }
        boolean isEnd = bytes[i] == '\n' || bytes[i] == '\r';
        lineEnded = isEnd && filled;
        filled |= !isEnd && bytes[i] != ' ';
      }
      length += read;
      if (length == bytes.length) {
        if (lineEnded) {
          break;
        }
        if (length >= LONGEST_LINE) {
          throw problem(
              input,
              "the first line of %s has no end within %d bytes; write a row a line"
                  .formatted(name, LONGEST_LINE));
        }
        bytes = java.util.Arrays.copyOf(bytes, Math.min(LONGEST_LINE, 4 * length));
      }
    }
    return java.util.Arrays.copyOf(bytes, length);
  }

  private static List<String> lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    boolean cut = bytes.length >= ENOUGH;
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (cut && lines.size() > 1) {
      lines.remove(lines.size() - 1);
    }
    lines.removeIf(String::isBlank);
    return List.copyOf(lines);
  }

  private static DataException problem(String input, String what) {
    return new DataException("Cannot read data.input '%s': %s".formatted(input, what));
  }
}
