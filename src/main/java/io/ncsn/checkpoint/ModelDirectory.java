package io.ncsn.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.ncsn.channels.MarginalCalibration;
import io.ncsn.checkpoint.Manifest.VectorFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A model as a directory of plain files: {@code model.json} and one file of little-endian floats
 * per vector. Java deserialises nothing in it.
 *
 * <p>The vectors of a checkpoint are new files, named by round. The manifest that names them is
 * written last and replaces the old one in one step. A reader thus sees the old checkpoint or the
 * new one, no matter when the writer stops. The previous checkpoint is kept ({@code
 * model.previous.json}) in case the last one is damaged.
 */
public final class ModelDirectory {
  private final Path root;
  private final Generation generation;
  private final ModelFiles files;
  private final VectorFiles vectors;
  private final CodecStore codecs;
  private final CheckpointWriter writer;

  private ModelDirectory(Path root, Generation generation, ModelFiles files) {
    this.root = root;
    this.generation = generation;
    this.files = files;
    this.vectors = new VectorFiles(root, generation.manifest(), files);
    this.codecs = new CodecStore(root, generation.manifest(), files);
    this.writer = new CheckpointWriter(root, files, vectors, codecs);
  }

  /**
   * Returns the model directory at {@code uri}, on any Hadoop file system. It need not exist yet.
   * The path of its {@code model.previous.json} stands for the previous checkpoint.
   */
  public static ModelDirectory at(String uri, Configuration hadoop) {
    Path path = new Path(uri);
    boolean before = path.getName().equals(Generation.PREVIOUS.manifest());
    try {
      return new ModelDirectory(
          before ? path.getParent() : path,
          before ? Generation.PREVIOUS : Generation.LAST,
          ModelFiles.of(path.getFileSystem(hadoop)));
    } catch (IOException e) {
      throw new CheckpointException(
          "Cannot open model directory " + uri + ": " + e.getMessage(), e);
    }
  }

  /** Returns whether a checkpoint has been published here. */
  public boolean exists() {
    return run("look for", () -> manifestFile().exists());
  }

  /** Returns the previous checkpoint, which {@link #publish} has kept. */
  public ModelDirectory previous() {
    return new ModelDirectory(root, Generation.PREVIOUS, files);
  }

  /**
   * Makes {@code checkpoint} the directory's model, and the model before it the previous one.
   *
   * @throws CheckpointException if it cannot be written, or if the model that this object has read
   *     or written before is gone; the files then stay as they were
   */
  public void publish(Checkpoint checkpoint) {
    run(
        "write",
        () -> {
          writer.publish(checkpoint);
          return null;
        });
  }

  /**
   * Makes the previous checkpoint the directory's model.
   *
   * @return that checkpoint
   * @throws CheckpointException if there is none, or if it is damaged too
   */
  public Checkpoint goBack() {
    Checkpoint before = previous().read();
    run(
        "write",
        () -> {
          writer.goBack();
          return null;
        });
    return before;
  }

  /** Returns the state of its training. */
  public TrainingState state() {
    return readManifest().state();
  }

  /**
   * Returns the text of {@code model.json}, the description of the model without its parameters.
   *
   * @throws CheckpointException if it is damaged, or if a vector file that it names is missing
   */
  public String manifest() {
    return orAdvice(
        () -> {
          Manifest found = readManifest();
          run(
              "read",
              () -> {
                vectors.requireWhole(found.files().values());
                return null;
              });
          return new String(found.toJson(), StandardCharsets.UTF_8);
        });
  }

  /**
   * Returns the SHA-256 (hex) of the published vector file {@code name}, if there is such a vector.
   */
  public Optional<String> sha256(String name) {
    return Optional.ofNullable(readManifest().files().get(name)).map(VectorFile::sha256);
  }

  /**
   * Reads the whole checkpoint and checks every file against the manifest.
   *
   * @throws CheckpointException if a file is damaged; names the file and its fault
   */
  public Checkpoint read() {
    Checkpoint checkpoint =
        orAdvice(
            () -> {
              Manifest found = readManifest();
              return new Checkpoint(
                  description(found),
                  found.state(),
                  run("read", () -> vectors.read(found.files())));
            });
    writer.setKnown();
    return checkpoint;
  }

  private ModelDescription description(Manifest found) {
    ModelFields fields = found.model();
    Map<String, String> codec = fields.isMixed() ? fields.codec() : Map.of();
    ModelDescription model = fields.description(run("read", () -> codecs.read(codec)));
    VectorFile calibration = found.files().get(Checkpoint.CALIBRATION);
    requireLength(
        "network of %d parameters",
        model.network().parameters(), found.files().get(Checkpoint.PARAMETERS));
    if (calibration != null) {
      requireLength(
          "calibration of %d numbers",
          MarginalCalibration.size(model.network().layout()), calibration);
    }
    return model;
  }

  private void requireLength(String what, int needed, VectorFile vector) {
    if (needed != vector.length()) {
      throw CheckpointException.damaged(
          new Path(root, generation.manifest()),
          ("found a " + what + ", and a vector of %d").formatted(needed, vector.length()));
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private Manifest readManifest() {
    if (!exists()) {
      throw manifestFile().missing();
    }
    return run("read", () -> manifestFile().read());
  }

  private ManifestFile manifestFile() {
    return new ManifestFile(root, generation, files);
  }

  /**
   * Returns the result of {@code reading}. If that fails, the exception says whether the previous
   * checkpoint could be used.
   */
  private <T> T orAdvice(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (CheckpointException e) {
      boolean unreachable =
          e.getCause() instanceof IOException && !(e.getCause() instanceof JsonProcessingException);
      throw unreachable || generation == Generation.PREVIOUS ? e : withAdvice(e);
    }
  }

  private CheckpointException withAdvice(CheckpointException e) {
    ModelDirectory before = previous();
    try {
      return before.exists()
          ? new CheckpointException(
              e.getMessage()
                  + ", or add --previous to use the checkpoint before it, of round "
                  + before.read().state().round(),
              e)
          : e;
    } catch (CheckpointException damagedToo) {
      return e;
    }
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
