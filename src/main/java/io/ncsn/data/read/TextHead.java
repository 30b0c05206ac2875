package io.ncsn.data.read;

import io.ncsn.data.codec.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;

/**
 * The first line of a file that should be text, looked at before Spark does: Spark reads lines
 * whole, however long they are, and ends the process when one does not fit into memory.
 */
final class TextHead {
  /** A line of a table of 100,000 columns is about 2 MB long. */
  private static final int LONGEST_LINE = 1 << 24;

  private TextHead() {}

  /**
   * Looks at each file's first line.
   *
   * @throws DataException if one is not text, or has no end
   */
  static void requireLines(Configuration hadoop, InputFiles input) {
    CompressionCodecFactory codecs = new CompressionCodecFactory(hadoop);
    for (FileStatus file : input.files()) {
      try (InputStream text = open(hadoop, codecs, file)) {
        requireLine(input.input(), file, text);
      } catch (EOFException cutShort) {
        return; // Spark says so, and of which file
      } catch (IOException e) {
        throw new DataException(
            "Cannot read data.input '%s': %s; check that its files are whole and of one format and header"
                .formatted(input.input(), SparkErrors.reason(e)),
            e);
      }
    }
  }

  private static InputStream open(
      Configuration hadoop, CompressionCodecFactory codecs, FileStatus file) throws IOException {
    FileSystem system = file.getPath().getFileSystem(hadoop);
    CompressionCodec codec = codecs.getCodec(file.getPath());
    InputStream bytes = system.open(file.getPath());
    return codec == null ? bytes : codec.createInputStream(bytes);
  }

  private static void requireLine(String input, FileStatus file, InputStream text)
      throws IOException {
    byte[] buffer = new byte[1 << 13];
    int seen = 0;
    for (int read = text.read(buffer); read >= 0; read = text.read(buffer)) {
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n' || buffer[i] == '\r') {
          return;
        }
        if (buffer[i] == 0) {
          throw new DataException(
              "Cannot read data.input '%s': %s is not text in UTF-8 (found a byte 0 in its first line); convert it, or set data.format"
                  .formatted(input, file.getPath().getName()));
        }
      }
      seen += read;
      if (seen > LONGEST_LINE) {
        throw new DataException(
            "Cannot read data.input '%s': the first line of %s has no end within %d bytes; write a row a line"
                .formatted(input, file.getPath().getName(), LONGEST_LINE));
      }
    }
  }
}
