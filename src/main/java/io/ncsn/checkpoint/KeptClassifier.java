package io.ncsn.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ncsn.config.Json;
import io.ncsn.network.ClassifierSpec;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The classifier of images that a model's samples were measured by, kept in the model's directory
 * {@value #DIRECTORY}, apart from the files of its checkpoints: {@value #DESCRIPTION} and {@value
 * #PARAMETERS}, raw floats. It is no part of the model. A later run that would train the same uses
 * it instead; one that is damaged, or of other rows, is trained anew.
 */
public final class KeptClassifier {
  private static final String DIRECTORY = "classifier";
  private static final String DESCRIPTION = "classifier.json";
  private static final String PARAMETERS = "parameters.f32";
  private static final ObjectMapper JSON =
      Json.MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path root;
  private final ModelFiles files;

  private KeptClassifier(Path root, ModelFiles files) {
    this.root = root;
    this.files = files;
  }

  /** Returns the place of the classifier in a model directory. */
  public static KeptClassifier in(String model, Configuration hadoop) {
    try {
      Path root = new Path(model, DIRECTORY);
      return new KeptClassifier(root, ModelFiles.of(root.getFileSystem(hadoop)));
    } catch (IOException e) {
      throw new CheckpointException(
          "Cannot open model directory " + model + ": " + e.getMessage(), e);
    }
  }

  /**
   * What a classifier follows from.
   *
   * @param table fingerprint of the table
   * @param images number of images that it was trained on
   * @param training number of the way in which classifiers are trained
   */
  public record Origin(ClassifierSpec spec, String table, int images, long seed, int training) {}

  private record Description(Origin origin, String sha256) {}

  /**
   * A classifier that is kept.
   *
   * @param parameters flat, [n]
   */
  @SuppressWarnings("ArrayRecordComponent") // read whole, never compared
  public record Kept(Origin origin, float[] parameters) {}

  /** Returns the parameters, if a sound classifier of this origin is here. */
  public Optional<float[]> read(Origin origin) {
    return read().filter(kept -> kept.origin().equals(origin)).map(Kept::parameters);
  }

  /** Returns the classifier that is here, if it is sound. */
  public Optional<Kept> read() {
    try {
      Path description = new Path(root, DESCRIPTION);
      if (!files.exists(description)) {
        return Optional.empty();
      }
      Description found = JSON.readValue(files.read(description), Description.class);
      byte[] parameters = files.read(new Path(root, PARAMETERS));
      return DigestUtils.sha256Hex(parameters).equals(found.sha256())
          ? Optional.of(new Kept(found.origin(), Floats.fromBytes(parameters)))
          : Optional.empty();
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  /** Keeps a classifier in place of the one that is here. */
  public void write(Origin origin, float[] parameters) {
    byte[] bytes = Floats.toBytes(parameters);
    try {
      files.replace(new Path(root, PARAMETERS), bytes);
      files.replace(
          new Path(root, DESCRIPTION),
          JSON.writeValueAsBytes(new Description(origin, DigestUtils.sha256Hex(bytes))));
    } catch (IOException e) {
      throw new CheckpointException(
          "Cannot write the classifier of images to " + root + ": " + e.getMessage(), e);
    }
  }
}
