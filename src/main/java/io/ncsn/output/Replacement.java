package io.ncsn.output;

import io.ncsn.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Replaces a directory by another. Where a directory is renamed in one step, the old one steps
 * aside and the new one takes its place; a process that dies between the two leaves the old one
 * beside the place, and {@link #recover} puts it back. On object stores the mark is taken away
 * first and written last.
 */
final class Replacement {
  /** File systems that rename a directory in one step. */
  private static final Set<String> ATOMIC_RENAME = Set.of("hdfs", "viewfs");

  private final Storage storage;
  private final Path place;
  private final Path next;
  private final Path previous;

  Replacement(Storage storage, Path place) {
    this.storage = storage;
    this.place = place;
    this.next = beside("next");
    this.previous = beside("previous");
  }

  /** Returns the directory in which the new content is made ready. */
  Path next() {
    return next;
  }

  /** Returns {@link #next}, empty. */
  Path empty() {
    storage.delete(next);
    return next;
  }

  /**
   * Keeps other processes from replacing the directory.
   *
   * @throws ConfigException if another one does so now
   */
  FileLock lock() throws IOException {
    storage.files(place).mkdirs(place.getParent());
    return storage
        .lock(beside("lock"))
        .orElseThrow(
            () ->
                new ConfigException(
                    "Cannot publish to '%s': another run is publishing there; run the same command again"
                        .formatted(place)));
  }

  /**
   * Does what {@link #recover} does, unless another process replaces the directory now: it, too,
   * leaves the old one beside the place for a moment.
   *
   * @throws ConfigException if another process replaces the directory now
   */
  void recoverAlone() {
    if (!storage.exists(previous)) {
      return;
    }
    try (FileLock held = lock()) {
      recover();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot lock " + place + ": " + e.getMessage(), e);
    }
  }

  /**
   * Puts back the old directory if a process died before the new one was in its place. Call this
   * with the {@link #lock}.
   */
  void recover() {
    try {
      if (!storage.exists(previous)) {
        return;
      }
      if (storage.exists(place)) {
        storage.delete(previous);
      } else {
        rename(previous, place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot put back " + previous + ": " + e.getMessage(), e);
    }
  }

  /** Puts {@link #next} in its place, and marks it. */
  void put() throws IOException {
    Path mark = OutputDirectory.mark(place);
    if (isAtomic()) {
      storage.write(OutputDirectory.mark(next), "");
      if (storage.exists(place)) {
        rename(place, previous);
      }
      rename(next, place);
      storage.delete(previous);
    } else {
      storage.delete(mark);
      storage.delete(place);
      rename(next, place);
      storage.write(mark, "");
    }
  }

  private boolean isAtomic() throws IOException {
    FileSystem files = storage.files(place);
    return files instanceof RawLocalFileSystem
        || ATOMIC_RENAME.contains(files.getUri().getScheme());
  }

  private void rename(Path from, Path to) throws IOException {
    FileSystem files = storage.files(to);
    if (files instanceof RawLocalFileSystem local) {
      Files.move(
          local.pathToFile(from).toPath(),
          local.pathToFile(to).toPath(),
          StandardCopyOption.ATOMIC_MOVE);
    } else if (ATOMIC_RENAME.contains(files.getUri().getScheme())) {
      FileContext.getFileContext(files.getUri(), files.getConf()).rename(from, to);
    } else if (!files.rename(from, to)) {
      throw new IOException("the file system did not rename " + from + " to " + to);
    }
  }

  private Path beside(String what) {
    return new Path(place.getParent(), "." + place.getName() + "." + what);
  }
}
