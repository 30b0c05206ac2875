package io.ncsn.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.ipc.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on HDFS: a file that is held open for appending, which one process at a time can do. When
 * that process is killed, the namenode gives the file to another once it has not heard from it for
 * a minute.
 */
public final class LeaseLock implements Storage.Lock {
  /** File systems whose files have one writer at a time. */
  public static final Set<String> SCHEMES = Set.of("hdfs", "viewfs");

  private static final Logger LOG = LoggerFactory.getLogger(LeaseLock.class);

  /** HDFS keeps a file for a writer that is not heard of for 60 s, and then closes it. */
  private static final Duration LEASE = Duration.ofSeconds(75);

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** What the namenode says while a file has a writer, and while it takes it from a dead one. */
  private static final Set<String> HELD =
      Set.of("AlreadyBeingCreatedException", "RecoveryInProgressException");

  private final FileSystem files;
  private final Path file;
  private final FSDataOutputStream held;

  private LeaseLock(FileSystem files, Path file, FSDataOutputStream held) {
    this.files = files;
    this.file = file;
    this.held = held;
  }

  /** Locks {@code file}, making it if need be; empty if another process that lives has it. */
  public static Optional<LeaseLock> of(FileSystem system, Path file) throws IOException {
    return of(system, file, LEASE);
  }

  /**
   * As {@link #of(FileSystem, Path)}.
   *
   * @param patience how long to wait for a process that may have been killed
   */
  public static Optional<LeaseLock> of(FileSystem system, Path file, Duration patience)
      throws IOException {
    // A client of its own: leases go by clients.
    FileSystem files = FileSystem.newInstance(system.getUri(), system.getConf());
    LeaseLock lock = null;
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      Optional<FSDataOutputStream> held = append(files, file);
      if (held.isEmpty()) {
        LOG.info(
            "Another run has locked {}: waiting for at most {} s, in case that it was killed",
            file,
            patience.toSeconds());
      }
      while (held.isEmpty() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(INTERVAL.toNanos());
        held = append(files, file);
      }
      if (held.isPresent()) {
        lock = new LeaseLock(files, file, held.get());
      }
      return Optional.ofNullable(lock);
    } finally {
      if (lock == null) {
        files.close();
      }
    }
  }

  private static Optional<FSDataOutputStream> append(FileSystem files, Path file)
      throws IOException {
    try {
      try {
        files.create(file, false).close();
      } catch (FileAlreadyExistsException there) {
        // of a run that is at work, or was killed
      }
      return Optional.of(files.append(file));
    } catch (FileNotFoundException deletedMeanwhile) {
      return Optional.empty();
    } catch (RemoteException e) {
      if (HELD.stream().anyMatch(e.getClassName()::endsWith)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public boolean isHeld() throws IOException {
    return files.exists(file);
  }

  /** Deletes the file while nobody else can have it, and lets go of it. */
  @Override
  public void close() throws IOException {
    files.delete(file, false);
    try {
      held.close();
    } catch (IOException deleted) {
      LOG.debug("The lock {} is gone", file);
    }
    files.close();
  }
}
