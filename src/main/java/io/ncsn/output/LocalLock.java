package io.ncsn.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/** A lock that the operating system releases when the process ends, however it ends. */
final class LocalLock implements FileLock {
  private final Path file;
  private final FileChannel channel;
  private final Object identity;

  private LocalLock(Path file, FileChannel channel, Object identity) {
    this.file = file;
    this.channel = channel;
    this.identity = identity;
  }

  /** Locks {@code file} and creates it if necessary. Returns empty if it is already locked. */
  static Optional<LocalLock> of(Path file) throws IOException {
    while (true) {
      Object identity = identity(file); // before it is opened: were it after, it might be another's
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      LocalLock lock = null;
      try {
        if (!locks(channel)) {
          return Optional.empty();
        }
        lock = new LocalLock(file, channel, identity);
      } finally {
        if (lock == null) {
          channel.close();
        }
      }
      if (lock.isHeld()) {
        return Optional.of(lock);
      }
      channel.close(); // the file is new, or who held it before has deleted it
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  /**
   * Returns the identity that distinguishes a file from another of the same name; null if the
   * system does not provide it.
   */
  private static Object identity(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException deleted) {
      return "none";
    }
  }

  @Override
  public boolean isHeld() throws IOException {
    return Files.exists(file) && Objects.equals(identity, identity(file));
  }

  /** Deletes the file and releases it. */
  @Override
  public void close() throws IOException {
    if (isHeld()) {
      Files.deleteIfExists(file);
    }
    channel.close();
  }
}
