package io.ncsn.checkpoint;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.IOUtils;

/**
 * Reads and writes small files as a whole on any Hadoop file system: the files of a model and
 * others of a run. It knows how each kind of file system replaces a file in one step.
 */
public final class ModelFiles {
  /** File systems whose rename over an existing file is atomic. */
  private static final Set<String> ATOMIC_RENAME = Set.of("hdfs", "viewfs");

  private final FileSystem system;

  private ModelFiles(FileSystem system) {
    this.system = system;
  }

  /**
   * Returns the files of {@code system}. Local files are used without Hadoop's .crc files, which a
   * replacement would leave stale.
   */
  public static ModelFiles of(FileSystem system) {
    return new ModelFiles(
        system instanceof LocalFileSystem local ? local.getRawFileSystem() : system);
  }

  boolean exists(Path path) throws IOException {
    return system.exists(path);
  }

  long length(Path path) throws IOException {
    return system.getFileStatus(path).getLen();
  }

  /** Returns whether a local path is a link that leads out of its directory. */
  boolean isLinkToOutside(Path path) throws IOException {
    if (!(system instanceof RawLocalFileSystem local)) {
      return false;
    }
    java.nio.file.Path file = local.pathToFile(path).toPath();
    return !file.toRealPath().startsWith(file.getParent().toRealPath());
  }

  /** Returns the names of what lies in a directory. */
  Set<String> names(Path directory) throws IOException {
    Set<String> names = new HashSet<>();
    for (FileStatus status : system.listStatus(directory)) {
      names.add(status.getPath().getName());
    }
    return names;
  }

  void delete(Path path) throws IOException {
    system.delete(path, false);
  }

  byte[] read(Path path) throws IOException {
    try (FSDataInputStream in = system.open(path)) {
      return in.readAllBytes();
    }
  }

  /** Writes a file and overwrites an older one. A link is replaced, not followed. */
  void create(Path path, byte[] bytes) throws IOException {
    if (system instanceof RawLocalFileSystem local
        && Files.isSymbolicLink(local.pathToFile(path).toPath())) {
      system.delete(path, false);
    }
    FSDataOutputStream out = system.create(path, true);
    try {
      out.write(bytes);
      if (out.hasCapability("hsync")) {
        out.hsync();
      }
    } catch (FSError e) { // how Hadoop's local file system says that a disk is full
      IOUtils.closeStream(out);
      throw new IOException(e.getCause().getMessage(), e);
    } catch (IOException e) {
      // No try with resources: HDFS throws the same exception again when it closes, and Java
      // complains of that instead.
      IOUtils.closeStream(out);
      throw e;
    }
    out.close();
  }

  /**
   * Replaces a file in one step: readers see the old bytes or the new ones. On object stores, a
   * file appears as a whole when it is closed.
   */
  public void replace(Path path, byte[] bytes) throws IOException {
    if (system instanceof RawLocalFileSystem local) {
      Path next = createNext(path, bytes);
      File target = local.pathToFile(path);
      Files.move(
          local.pathToFile(next).toPath(),
          target.toPath(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } else if (ATOMIC_RENAME.contains(system.getUri().getScheme())) {
      Path next = createNext(path, bytes);
      FileContext.getFileContext(system.getUri(), system.getConf())
          .rename(next, path, Rename.OVERWRITE);
    } else {
      create(path, bytes);
    }
  }

  /** Writes {@code bytes} next to {@code path}, under a name that readers ignore. */
  private Path createNext(Path path, byte[] bytes) throws IOException {
    Path next = new Path(path.getParent(), "." + path.getName() + ".next");
    try {
      create(next, bytes);
    } catch (IOException e) {
      deletePart(next, e);
      throw e;
    }
    return next;
  }

  /**
   * Deletes the part of a file that was written before the disk was full, if it can still be
   * reached.
   */
  private void deletePart(Path path, IOException reason) {
    try {
      system.delete(path, false);
    } catch (IOException unreachable) {
      reason.addSuppressed(unreachable);
    }
  }
}
