package io.ncsn.checkpoint;

import io.ncsn.checkpoint.Manifest.VectorFile;
import io.ncsn.data.codec.CodecFiles;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Makes checkpoints the model of a directory. Their files come first and the manifest that names
 * them last. What no checkpoint needs is deleted then.
 */
final class CheckpointWriter {
  private final Path root;
  private final ModelFiles files;
  private final VectorFiles vectors;
  private final CodecStore codecs;
  private final ManifestFile last;
  private final ManifestFile previous;

  /** Whether there has been a model, so that one that is missing was deleted. */
  private boolean known;

  CheckpointWriter(Path root, ModelFiles files, VectorFiles vectors, CodecStore codecs) {
    this.root = root;
    this.files = files;
    this.vectors = vectors;
    this.codecs = codecs;
    last = new ManifestFile(root, Generation.LAST, files);
    previous = new ManifestFile(root, Generation.PREVIOUS, files);
  }

  /** Tells that the directory holds a model. */
  void setKnown() {
    known = true;
  }

  /**
   * Makes {@code checkpoint} the model, and the model before it the previous one.
   *
   * @throws CheckpointException if a model that is known is gone; the files then stay as they were
   */
  void publish(Checkpoint checkpoint) throws IOException {
    requireNotDeleted();
    try {
      replaceBy(checkpoint);
    } catch (IOException e) { // its kind depends on the file system and on the call
      requireNotDeleted(); // in between
      throw e;
    }
  }

  /** Makes the previous checkpoint the model. */
  void goBack() throws IOException {
    last.replace(previous.bytes());
    known = true;
  }

  private void replaceBy(Checkpoint checkpoint) throws IOException {
    Map<String, VectorFile> written =
        vectors.write(checkpoint.vectors(), checkpoint.state().round());
    ModelDescription model = checkpoint.model();
    Map<String, String> codec =
        model.isMixed() ? codecs.write(CodecFiles.of(model.codec())) : Map.of();
    Set<String> keep = new HashSet<>();
    Optional<byte[]> before = last.sound(keep);
    Manifest next = Manifest.of(checkpoint, written, codec);
    requireNotDeleted(); // in between
    last.replace(next.toJson());
    known = true;
    if (before.isPresent()) {
      previous.replace(before.get());
    } else {
      previous.sound(keep);
    }
    keep.addAll(next.fileNames());
    tidy(next, keep);
  }

  /**
   * Deletes what no checkpoint needs. A directory that was taken away while the files were written
   * has been made anew by the file system, with the last of them alone: its manifest goes too.
   */
  private void tidy(Manifest published, Set<String> keep) throws IOException {
    Set<String> there = files.names(root);
    for (String name : published.fileNames()) {
      if (!there.contains(name) && !files.exists(new Path(root, name))) {
        files.delete(new Path(root, Generation.LAST.manifest()));
        throw deleted();
      }
    }
    there.removeAll(keep);
    for (String name : there) {
      if (VectorFiles.isVector(name) || CodecStore.isCodec(name)) {
        files.delete(new Path(root, name));
      }
    }
  }

  private void requireNotDeleted() throws IOException {
    if (known && !last.exists()) {
      throw deleted();
    }
  }

  private CheckpointException deleted() {
    return new CheckpointException(
        "Cannot write model directory "
            + root
            + ": its "
            + Generation.LAST.manifest()
            + " is gone, deleted while this run was at work; run the same command again to begin anew");
  }
}
