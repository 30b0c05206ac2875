package io.ncsn.output;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A lock that keeps other processes out until it is closed. */
public sealed interface FileLock extends Closeable
    permits LocalLock, LeaseLock, FileLock.Unguarded {
  /** Returns whether the file still exists and is the one that was locked. */
  boolean isHeld() throws IOException;

  /**
   * Locks a file on a local file system or HDFS. Other file systems have no means for this, and
   * nobody is kept out there.
   *
   * @return empty if another process holds the lock
   */
  static Optional<FileLock> of(FileSystem files, Path file) throws IOException {
    if (files instanceof RawLocalFileSystem local) {
      return LocalLock.of(local.pathToFile(file).toPath()).map(lock -> lock);
    }
    return LeaseLock.SCHEMES.contains(files.getUri().getScheme())
        ? LeaseLock.of(files, file).map(lock -> lock)
        : Optional.of(new Unguarded());
  }

  /** A lock that keeps nobody out. */
  record Unguarded() implements FileLock {
    @Override
    public boolean isHeld() {
      return true;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
