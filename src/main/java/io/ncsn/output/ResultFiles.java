package io.ncsn.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of a run's results, in the order of their names. */
final class ResultFiles {
  private final Storage storage;
  private final String root;
  private final List<FileStatus> files;

  private ResultFiles(Storage storage, String root, List<FileStatus> files) {
    this.storage = storage;
    this.root = root;
    this.files = files;
  }

  /**
   * Lists the files.
   *
   * @param root the directory that the names of the files begin at
   * @param results files and directories below it
   */
  static ResultFiles of(Storage storage, Path root, List<Path> results) throws IOException {
    List<FileStatus> found = new ArrayList<>();
    for (Path result : results) {
      FileSystem system = storage.files(result);
      RemoteIterator<LocatedFileStatus> below = system.listFiles(result, true);
      while (below.hasNext()) {
        LocatedFileStatus file = below.next();
        if (!file.getPath().getName().startsWith(".")) {
          found.add(file);
        }
      }
    }
    found.sort(Comparator.comparing(file -> file.getPath().toString()));
    return new ResultFiles(storage, storage.directoryName(root), List.copyOf(found));
  }

  /**
   * Returns a SHA-256 of names, lengths and times of change. It is another one if the files were
   * written anew. Empty files are marks, which each run writes anew, and do not count.
   */
  String sha256() {
    return DigestUtils.sha256Hex(
        files.stream()
            .filter(file -> file.getLen() > 0)
            .map(f -> name(f) + " " + f.getLen() + " " + f.getModificationTime())
            .collect(Collectors.joining("\n")));
  }

  /** Copies the files, several at a time. Empty ones, the marks, come last. */
  void copy(Path to) {
    files.stream().filter(f -> f.getLen() > 0).toList().parallelStream().forEach(f -> copy(f, to));
    files.stream().filter(f -> f.getLen() == 0).forEach(f -> copy(f, to));
  }

  private void copy(FileStatus file, Path to) {
    Path copy = new Path(to, name(file));
    try {
      FileSystem source = storage.files(file.getPath());
      FileSystem target = storage.files(copy);
      FileUtil.copy(source, file.getPath(), target, copy, false, true, target.getConf());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot copy " + file.getPath() + " to " + copy + ": " + e.getMessage(), e);
    }
  }

  private String name(FileStatus file) {
    return storage.qualified(file.getPath()).toString().substring(root.length());
  }
}
