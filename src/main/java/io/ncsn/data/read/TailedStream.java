package io.ncsn.data.read;

import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;

/** A file's bytes up to a place, and other bytes from there on. */
final class TailedStream extends FSInputStream {
  private final FSDataInputStream file;
  private final long start;
  private final byte[] tail;
  private long position;

  /**
   * @param start where the file's own bytes end
   * @param tail what follows them
   */
  TailedStream(FSDataInputStream file, long start, byte[] tail) {
    this.file = file;
    this.start = start;
    this.tail = tail;
  }

  @Override
  public void seek(long to) throws IOException {
    if (to < 0 || to > start + tail.length) {
      throw new EOFException("Cannot go to " + to + " of " + (start + tail.length) + " bytes");
    }
    position = to;
    if (to < start) {
      file.seek(to);
    }
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public boolean seekToNewSource(long target) {
    return false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count;
    if (position < start) {
      count = file.read(bytes, offset, (int) Math.min(length, start - position));
      if (count < 0) {
        throw new EOFException("The file became shorter while it was read");
      }
    } else {
      int from = (int) (position - start);
      count = Math.min(length, tail.length - from);
      if (count <= 0) {
        return -1;
      }
      System.arraycopy(tail, from, bytes, offset, count);
    }
    position += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
