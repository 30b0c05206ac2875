package io.ncsn.data.image;

import javax.imageio.stream.ImageInputStreamImpl;

/** A file that is in memory already: the JDK's own streams would copy it once more. */
final class FileBytes extends ImageInputStreamImpl {
  private final byte[] file;

  FileBytes(byte[] file) {
    this.file = file;
  }

  @Override
  public int read() {
    bitOffset = 0;
    return streamPos < file.length ? file[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    bitOffset = 0;
    int count = (int) Math.min(length, file.length - streamPos);
    if (count <= 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(file, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return file.length;
  }
}
