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
 * A lock on HDFS: a file that is held open for appending, which only one process at a time can do.
 * If that process is killed, the namenode gives the file to another after a minute without contact.
 */
public final class LeaseLock implements FileLock {
  /** File systems whose files have one writer at a time. */
  public static final Set<String> SCHEMES = Set.of("hdfs", "viewfs");

  private static final Logger LOG = LoggerFactory.getLogger(LeaseLock.class);

  /**
   * Time to wait for a lease. HDFS keeps a file for a silent writer for 60 s, and then closes it.
   */
  private static final Duration LEASE = Duration.ofSeconds(75);

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /**
   * The exceptions of the namenode while a file has a writer, and while it takes the file from a
   * dead one.
   */
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

  /**
   * Locks {@code file} and creates it if necessary. Returns empty if another living process has it.
   */
  public static Optional<LeaseLock> of(FileSystem system, Path file) throws IOException {
    return of(system, file, LEASE);
  }

  /**
   * Like {@link #of(FileSystem, Path)}, but with a given patience.
   *
   * @param patience time to wait for a process that may have been killed
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

  /** Deletes the file while nobody else can have it, and releases it. */
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
