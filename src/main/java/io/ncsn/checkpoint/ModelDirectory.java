package io.ncsn.checkpoint;

import io.ncsn.checkpoint.Manifest.VectorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A model as a directory of plain files: {@code model.json} and one file of little-endian floats a
 * vector. Nothing in it is deserialised by Java.
 *
 * <p>A checkpoint's vectors are new files, named by round; the manifest that names them comes last
 * and replaces the old one in one step, so a reader sees the old checkpoint or the new one,
 * whatever stops the writer. The checkpoint before is kept ({@code model.previous.json}).
 */
public final class ModelDirectory {
  private static final String MANIFEST = "model.json";
  private static final String PREVIOUS = "model.previous.json";
  private static final String VECTOR_SUFFIX = ".f32";

  /** A model of 20,000 columns has one of 5 MB. */
  private static final int LONGEST_MANIFEST = 1 << 26;

  private final Path root;
  private final ModelFiles files;

  private ModelDirectory(Path root, ModelFiles files) {
    this.root = root;
    this.files = files;
  }

  /** The model directory at {@code uri}, which need not exist yet; any Hadoop file system. */
  public static ModelDirectory at(String uri, Configuration hadoop) {
    Path path = new Path(uri);
    try {
      return new ModelDirectory(path, ModelFiles.of(path.getFileSystem(hadoop)));
    } catch (IOException e) {
      throw new CheckpointException(
          "Cannot open model directory " + uri + ": " + e.getMessage(), e);
    }
  }

  /** Whether a checkpoint has been published here. */
  public boolean exists() {
    return run("look for", () -> files.exists(manifestPath()));
  }

  /** Makes {@code checkpoint} the directory's model. */
  public void publish(Checkpoint checkpoint) {
    run(
        "write",
        () -> {
          Map<String, VectorFile> written = new TreeMap<>();
          for (Map.Entry<String, float[]> vector : checkpoint.vectors().entrySet()) {
            written.put(
                vector.getKey(),
                write(vector.getKey(), checkpoint.state().round(), vector.getValue()));
          }
          Set<String> keep = new HashSet<>();
          if (files.exists(manifestPath())) {
            byte[] current = files.read(manifestPath());
            files.replace(new Path(root, PREVIOUS), current);
            Manifest.parse(current, MANIFEST)
                .files()
                .values()
                .forEach(file -> keep.add(file.name()));
          }
          written.values().forEach(file -> keep.add(file.name()));
          files.replace(manifestPath(), Manifest.of(checkpoint, written).toJson());
          deleteVectorsBut(keep);
          return null;
        });
  }

  /** How far its training has come. */
  public TrainingState state() {
    return readManifest().state();
  }

  /**
   * {@code model.json}: what the model is, apart from its numbers.
   *
   * @throws CheckpointException if it was damaged, or a vector file that it names is not there
   */
  public String manifest() {
    Manifest manifest = readManifest();
    manifest.files().values().forEach(this::requireWhole);
    return new String(manifest.toJson(), StandardCharsets.UTF_8);
  }

  /** sha256 (hex) of the vector file {@code name} as published, if there is such a vector. */
  public Optional<String> sha256(String name) {
    return Optional.ofNullable(readManifest().files().get(name)).map(VectorFile::sha256);
  }

  /**
   * The whole checkpoint, every file checked against the manifest.
   *
   * @throws CheckpointException that names the file and what is wrong with it
   */
  public Checkpoint read() {
    Manifest manifest = readManifest();
    Map<String, float[]> vectors = new TreeMap<>();
    manifest.files().forEach((name, file) -> vectors.put(name, read(file)));
    return new Checkpoint(manifest.model(), manifest.state(), vectors);
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private Manifest readManifest() {
    if (!exists()) {
      throw new CheckpointException(
          "Cannot find a model in "
              + root
              + ": it has no "
              + MANIFEST
              + "; give the model directory of a training run");
    }
    return Manifest.parse(run("read", this::manifestBytes), manifestPath().toString());
  }

  private byte[] manifestBytes() throws IOException {
    long length = files.length(manifestPath());
    if (length > LONGEST_MANIFEST) {
      throw damaged(
          manifestPath(), "found " + length + " bytes, expected at most " + LONGEST_MANIFEST);
    }
    return files.read(manifestPath());
  }

  private VectorFile write(String name, int round, float[] vector) throws IOException {
    byte[] bytes = Floats.toBytes(vector);
    String file = name + "-" + round + VECTOR_SUFFIX;
    files.create(new Path(root, file), bytes);
    return new VectorFile(file, vector.length, DigestUtils.sha256Hex(bytes));
  }

  private float[] read(VectorFile file) {
    Path path = requireWhole(file);
    byte[] bytes = run("read", () -> files.read(path));
    if (!DigestUtils.sha256Hex(bytes).equals(file.sha256())) {
      throw damaged(path, "its sha256 is not the one in " + MANIFEST);
    }
    return Floats.fromBytes(bytes);
  }

  /** The path of a file that is there and as long as the manifest says. */
  private Path requireWhole(VectorFile file) {
    Path path = new Path(root, file.name());
    long expected = (long) file.length() * Float.BYTES;
    return run(
        "read",
        () -> {
          if (!files.exists(path)) {
            throw damaged(path, "the file is missing; " + MANIFEST + " names it");
          }
          if (files.isLinkToOutside(path)) {
            throw damaged(path, "it is a link that leaves the directory");
          }
          if (files.length(path) != expected) {
            throw damaged(path, "found " + files.length(path) + " bytes, expected " + expected);
          }
          return path;
        });
  }

  private static CheckpointException damaged(Path path, String found) {
    return new CheckpointException("Cannot read " + path + ": " + found + Manifest.MEND);
  }

  private void deleteVectorsBut(Set<String> keep) throws IOException {
    for (FileStatus status : files.list(root)) {
      String name = status.getPath().getName();
      if (name.endsWith(VECTOR_SUFFIX) && !keep.contains(name)) {
        files.delete(status.getPath());
      }
    }
  }

  private Path manifestPath() {
    return new Path(root, MANIFEST);
  }

  private <T> T run(String verb, Action<T> action) {
    try {
      return action.run();
    } catch (IOException | UncheckedIOException e) {
      throw new CheckpointException(
          "Cannot " + verb + " model directory " + root + ": " + e.getMessage(), e);
    }
  }

  private interface Action<T> {
    T run() throws IOException;
  }
}
